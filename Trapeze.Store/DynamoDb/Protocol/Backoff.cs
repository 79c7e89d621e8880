namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>How long a step waits before it is tried again: by the number of attempts alone.</summary>
internal static class Backoff
{
    private const long ShortestPause = 1_000;
    private const long LongestPause = 50_000;

    internal static ValueTask BackOffAsync(this IProtocolClock clock, int attempt) =>
        attempt == 0 ? default : clock.PauseAsync(Math.Min(ShortestPause << Math.Min(attempt - 1, 10), LongestPause));
}
