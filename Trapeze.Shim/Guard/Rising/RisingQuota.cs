using Trapeze.Core.Labels;

namespace Trapeze.Shim.Guard.Rising;

/// <summary>How many activations that may rise out of sight run at once.</summary>
/// <remarks>
/// Whether the next one starts is an answer to its caller, so it depends only on what callers of that start label can see anyhow: how many
/// started, how many were answered, how many were refused less than a deadline ago. When the hidden ones really end plays no part in it.
/// The total over all labels is the exception: it counts real ends, and is there so that the process survives.
/// </remarks>
internal sealed class RisingQuota(int perLabel, int inAll, TimeSpan deadline, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Label, int> _counts = [];
    private int _running;

    internal TimeSpan Deadline { get; } = deadline;

    internal TimeProvider Clock { get; } = clock;

    internal RisingSlot? TryTake(Label start)
    {
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(start);
            if (count >= perLabel || _running >= inAll)
            {
                return null;
            }

            _counts[start] = count + 1;
            _running++;
        }

        return new RisingSlot(this, start);
    }

    internal void Return(Label start)
    {
        lock (_lock)
        {
            var count = _counts[start] - 1;
            if (count == 0)
            {
                _counts.Remove(start);
            }
            else
            {
                _counts[start] = count;
            }
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            _running--;
        }
    }
}
