using Trapeze.Core.Labels;

namespace Trapeze.Shim.Guard.Rising;

/// <summary>One activation's place in the <see cref="RisingQuota"/>.</summary>
internal sealed class RisingSlot(RisingQuota quota, Label start)
{
    private ITimer? _deadline;
    private Action? _cancel;
    private int _returned;

    /// <summary>The reply went out in sight: the place is free.</summary>
    internal void Release()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            quota.Return(start);
        }
    }

    /// <summary>The reply was refused: the place is free a deadline later, and then the function is asked to stop.</summary>
    internal void HoldUntilDeadline() =>
        _deadline = quota.Clock.CreateTimer(static slot => ((RisingSlot)slot!).Expire(), this, quota.Deadline, Timeout.InfiniteTimeSpan);

    /// <summary>What asks the function to stop.</summary>
    internal void OnDeadline(Action cancel) => Volatile.Write(ref _cancel, cancel);

    /// <summary>The function has really ended.</summary>
    internal void End()
    {
        Volatile.Write(ref _cancel, null);
        quota.End();
    }

    private void Expire()
    {
        _deadline?.Dispose();
        Release();
        Volatile.Read(ref _cancel)?.Invoke();
    }
}
