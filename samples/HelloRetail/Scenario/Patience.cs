namespace HelloRetail.Scenario;

/// <summary>Waits for what happens after a reply, by looking.</summary>
public static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static async Task<T> UntilAsync<T>(string what, Func<Task<T>> look, Func<T, bool> satisfied, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(satisfied);
        ArgumentNullException.ThrowIfNull(time);
        var began = time.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (satisfied(seen))
            {
                return seen;
            }

            if (time.GetElapsedTime(began) > Limit)
            {
                throw new TimeoutException($"waited in vain for {what}");
            }

            await Task.Delay(Pause, time);
        }
    }
}
