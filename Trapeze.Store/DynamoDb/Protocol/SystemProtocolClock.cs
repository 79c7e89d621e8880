namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>The clock of a <see cref="TimeProvider"/>.</summary>
internal sealed class SystemProtocolClock(TimeProvider time, TimeSpan uncertainty) : IProtocolClock
{
    public long Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public long Tick => time.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMicrosecond;

    public long Uncertainty { get; } = uncertainty.Ticks / TimeSpan.TicksPerMicrosecond;

    public async ValueTask WaitBehindAsync(long moment)
    {
        // Timers may be early.
        while (moment - Now is var left && left >= 0)
        {
            await PauseAsync(left + 1);
        }
    }

    public async ValueTask PauseAsync(long duration) =>
        await Task.Delay(TimeSpan.FromMilliseconds((duration + 999) / 1000), time);
}
