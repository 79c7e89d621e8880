using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Histories.Scheduling;

/// <summary>A clock that is waited for on the caller's own thread: a simulated history has no other to go on.</summary>
internal sealed class SettledClock(IProtocolClock inner) : IProtocolClock
{
    public long Now => inner.Now;

    public long Tick => inner.Tick;

    public long Uncertainty => inner.Uncertainty;

    public ValueTask WaitBehindAsync(long moment) => Settle(() => inner.WaitBehindAsync(moment));

    public ValueTask PauseAsync(long duration) => Settle(() => inner.PauseAsync(duration));

    private static ValueTask Settle(Func<ValueTask> wait)
    {
        var work = Task.Run(() => wait().AsTask());
        ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
        return new(work);
    }
}
