using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>A clock that stands: a lease that was asked for does not end, and nobody waits.</summary>
internal sealed class StandingClock : IProtocolClock
{
    public long Now { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;

    public long Tick => 0;

    public long Uncertainty => 0;

    public ValueTask WaitBehindAsync(long moment) => default;

    public ValueTask PauseAsync(long duration) => default;
}
