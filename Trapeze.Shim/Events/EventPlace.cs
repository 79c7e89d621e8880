using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>Where a running record belongs: to the label that it came with, and from its function's first raise on to the one that was risen to.</summary>
/// <remarks>
/// What becomes of a function above its event's label, whether it ends, fails or hangs, must show nothing below: neither in a place that it keeps
/// nor in an attempt that follows. So the place is given back, and the record goes up, at the raise.
/// </remarks>
internal sealed class EventPlace(EventQueue queue, PendingRecord record, EventSlot slot)
{
    private readonly Lock _lock = new();
    private PendingRecord _record = record;

    internal string Label
    {
        get
        {
            lock (_lock)
            {
                return _record.Label;
            }
        }
    }

    internal void Rise(ClaimedRecord claimed, Label to)
    {
        lock (_lock)
        {
            // First what may refuse the raise.
            var label = to.ToString();
            queue.Rise(claimed, label);
            _record = queue.Lanes.Move(_record, label);
        }

        slot.GiveBack();
    }

    internal void Leave()
    {
        lock (_lock)
        {
            queue.Lanes.Finish(_record);
        }
    }
}
