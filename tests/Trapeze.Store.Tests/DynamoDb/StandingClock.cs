using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>A clock of the protocol that stands, and on which nobody waits: what is written by it is the same every time.</summary>
internal sealed class StandingClock : IProtocolClock
{
    public long Now => 1_800_000_000_000_000;

    public long Tick => 0;

    public long Uncertainty => 0;

    public ValueTask WaitBehindAsync(long moment) => default;

    public ValueTask PauseAsync(long duration) => default;
}
