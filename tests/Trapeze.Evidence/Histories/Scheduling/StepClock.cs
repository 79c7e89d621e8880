using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Histories.Scheduling;

/// <summary>A clock that goes on when it is asked, or waited for: the same steps in the same order have the same times.</summary>
internal sealed class StepClock : IProtocolClock
{
    // So much at a time that a writer who counts on from what it saw does not get to the next.
    private const long Step = 1_000;
    private const long Start = 1_700_000_000_000_000;

    private readonly Lock _lock = new();
    private long _now = Start;

    public long Now => Reach(0);

    public long Tick => Reach(0);

    public long Uncertainty => Step;

    public ValueTask WaitBehindAsync(long moment)
    {
        Reach(moment + 1);
        return default;
    }

    public ValueTask PauseAsync(long duration) => default;

    private long Reach(long moment)
    {
        lock (_lock)
        {
            return _now = Math.Max(_now + Step, moment);
        }
    }
}
