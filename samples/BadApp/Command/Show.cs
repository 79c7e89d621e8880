using System.Collections.Immutable;
using BadApp.Hostile;
using BadApp.Hosting;
using BadApp.Measuring;
using BadApp.Theft;

namespace BadApp.Command;

/// <summary>The whole demonstration: the same thefts under each guard, and what they brought.</summary>
public static class Show
{
    // Where the thief takes everything one secret is enough; a second one with other bits keeps luck out.
    private const int SecretsToLose = 2;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <param name="options">What the command line says.</param>
    /// <param name="time">The thief's clock, and the application's.</param>
    /// <param name="tell">Is told what happens next.</param>
    /// <param name="cancellation">Looked at between two plays: one that has begun is ended and cleared away.</param>
    public static async Task<ImmutableArray<Haul>> RunAsync(ShowOptions options, TimeProvider time, Action<string> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tell);
        var dice = new Random(options.Seed);

        // Half of them are the others' complements: so that whoever says the same of every secret is right half of the time.
        var secrets = Enumerable.Range(0, options.Secrets / 2).Select(_ => Secret.Random(dice)).SelectMany(secret => new[] { secret, secret.Complement }).ToList();
        var hauls = ImmutableArray.CreateBuilder<Haul>();
        foreach (var guard in Enum.GetValues<Guard>())
        {
            var plays = new List<Play>();
            var count = guard == Guard.Trapeze ? secrets.Count : SecretsToLose;
            foreach (var secret in secrets.Take(count))
            {
                cancellation.ThrowIfCancellationRequested();
                tell($"{guard.Title()}: secret {plays.Count + 1} of {count}");
                using var stage = new Stage();
                plays.Add(await Play.StageAsync(guard, secret, stage, new QuietPatience(Quiet, time), time));
            }

            hauls.Add(Haul.Of(guard, plays, dice));
        }

        return hauls.ToImmutable();
    }
}
