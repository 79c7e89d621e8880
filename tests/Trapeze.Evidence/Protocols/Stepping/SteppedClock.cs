using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols.Stepping;

/// <summary>The world's time as one client's process has it.</summary>
internal sealed class SteppedClock(World world, int client, long skew, long uncertainty, long shortest) : IProtocolClock
{
    public long Now => world.Time + skew;

    public long Tick => world.Time;

    public long Uncertainty => uncertainty;

    public ValueTask WaitBehindAsync(long moment) => moment < Now ? default : new(world.TurnAsync(client, moment - skew));

    // Pauses between attempts are of any length: whatever others do may come between, or nothing.
    public ValueTask PauseAsync(long duration) => new(world.TurnAsync(client, duration < shortest ? 0 : world.Time + duration));
}
