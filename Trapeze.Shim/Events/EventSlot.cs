namespace Trapeze.Shim.Events;

/// <summary>A place among the records that run at once, given back when the record ends, rises, or has taken longer than patience allows.</summary>
/// <remarks>So what hangs, however much of it, keeps nobody waiting but its own label.</remarks>
internal sealed class EventSlot : IDisposable
{
    private readonly ITimer _patience;
    private Action? _giveBack;

    internal EventSlot(TimeProvider time, TimeSpan patience, Action giveBack)
    {
        _giveBack = giveBack;
        _patience = time.CreateTimer(static slot => ((EventSlot)slot!).GiveBack(), this, patience, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _patience.Dispose();
        GiveBack();
    }

    internal void GiveBack() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
