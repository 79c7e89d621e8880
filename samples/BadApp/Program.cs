using BadApp.Hosting;
using BadApp.Theft;

var time = TimeProvider.System;
var dice = new Random(7);
foreach (var guard in new[] { Guard.None, Guard.Trapeze })
{
    for (var i = 0; i < 2; i++)
    {
        var start = time.GetTimestamp();
        var play = await Play.StageAsync(guard, Secret.Random(dice), new QuietPatience(TimeSpan.FromSeconds(1), time), time);
        Console.WriteLine($"{guard} {string.Join(' ', Play.Ways.Select(way => $"{way}:{play.Stolen(way)}"))} {time.GetElapsedTime(start).TotalSeconds:0.00}s");
        foreach (var way in Play.Ways)
        {
            Console.WriteLine($"   {way} {play.Seen[way].Select(s => s.Text).Distinct().Count()} texts, {play.Seen[way].Average(s => s.Answer.Time.TotalMilliseconds):0.0} ms");
        }
    }
}
