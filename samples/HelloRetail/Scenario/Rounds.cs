namespace HelloRetail.Scenario;

/// <summary>Rounds of reading the shelf by one caller, summed up.</summary>
public sealed class Rounds(ShopClient client, TimeProvider time)
{
    public async Task<RoundsSummary> RunAsync(int rounds)
    {
        var answers = new HashSet<string>(StringComparer.Ordinal);
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var path in new[] { "categories", "products" })
            {
                var began = time.GetTimestamp();
                answers.Add((await client.AskAsync(HttpMethod.Get, path)).Body);
                times.Add(time.GetElapsedTime(began));
            }
        }

        times.Sort();
        return new RoundsSummary(client.Person.Name, times.Count, answers.Count, times[times.Count / 2]);
    }
}
