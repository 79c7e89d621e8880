namespace Trapeze.Shim.Events;

/// <summary>The order of delivery: a lane for each label, served in turn, so that no label's records can stand before another's.</summary>
/// <remarks>Within a lane by due time, then by order of arrival. Thread-safe; no I/O and no clock.</remarks>
internal sealed class Lanes(int concurrencyPerLabel)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _ready = new();
    private readonly PriorityQueue<Lane, DateTimeOffset> _waiting = new();
    private long _arrivals;

    /// <summary>Called, outside the lock, when there may be more to take.</summary>
    internal Action? Changed { get; set; }

    internal void Add(IReadOnlyList<PendingRecord> records)
    {
        lock (_lock)
        {
            foreach (var record in records)
            {
                if (!_lanes.TryGetValue(record.Label, out var lane))
                {
                    _lanes.Add(record.Label, lane = new Lane(record.Label));
                }

                var isFirst = !lane.Records.TryPeek(out _, out var first) || record.Due < first.Due;
                lane.Records.Enqueue(record, (record.Due, _arrivals++));
                if (isFirst)
                {
                    Await(lane);
                }
            }
        }

        Changed?.Invoke();
    }

    /// <summary>Takes the next record that is due, of the label whose turn it is. It runs until <see cref="Finish"/>.</summary>
    internal bool TryTake(DateTimeOffset now, out PendingRecord record)
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out var next, out var due) && due <= now)
            {
                _waiting.Dequeue();
                MakeReady(next, now);
            }

            while (_ready.TryDequeue(out var lane))
            {
                lane.IsReady = false;
                if (lane.Running >= concurrencyPerLabel || !lane.IsDue(now))
                {
                    Await(lane);
                    continue;
                }

                record = lane.Records.Dequeue();
                lane.Running++;
                if (lane.IsDue(now))
                {
                    MakeReady(lane, now);
                }
                else
                {
                    Await(lane);
                }

                return true;
            }

            record = default;
            return false;
        }
    }

    /// <summary>Takes a running record out of its label's lane and into that of <paramref name="label"/>, whatever that one's bound is.</summary>
    internal PendingRecord Move(PendingRecord record, string label)
    {
        var moved = record with { Label = label };
        lock (_lock)
        {
            if (!_lanes.TryGetValue(label, out var lane))
            {
                _lanes.Add(label, lane = new Lane(label));
            }

            lane.Running++;
        }

        Finish(record);
        return moved;
    }

    /// <summary>A record that was taken no longer runs.</summary>
    internal void Finish(PendingRecord record)
    {
        lock (_lock)
        {
            var lane = _lanes[record.Label];
            lane.Running--;
            if (lane.Running == 0 && lane.Records.Count == 0)
            {
                _lanes.Remove(lane.Label);
            }
            else
            {
                Await(lane);
            }
        }

        Changed?.Invoke();
    }

    /// <summary>When the next record is due that could be taken then; <see langword="null"/> if there is none.</summary>
    internal DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return _ready.Count > 0 ? DateTimeOffset.MinValue : _waiting.TryPeek(out _, out var due) ? due : null;
        }
    }

    /// <summary>How many labels have records.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Whether anything runs, or could.</summary>
    internal bool IsBusy(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _lanes.Values.Any(lane => lane.Running > 0 || lane.IsDue(now));
        }
    }

    // Invariant: a lane with records and room is ready, or in `_waiting` at its first due time at the latest. Stale entries do no harm.
    private void Await(Lane lane)
    {
        if (!lane.IsReady && lane.Running < concurrencyPerLabel && lane.Records.TryPeek(out _, out var first))
        {
            _waiting.Enqueue(lane, first.Due);
        }
    }

    private void MakeReady(Lane lane, DateTimeOffset now)
    {
        if (!lane.IsReady && lane.Running < concurrencyPerLabel && lane.IsDue(now))
        {
            lane.IsReady = true;
            _ready.Enqueue(lane);
        }
    }

    private sealed class Lane(string label)
    {
        internal string Label { get; } = label;

        internal PriorityQueue<PendingRecord, (DateTimeOffset Due, long Arrival)> Records { get; } = new();

        internal int Running { get; set; }

        internal bool IsReady { get; set; }

        internal bool IsDue(DateTimeOffset now) => Records.TryPeek(out _, out var first) && first.Due <= now;
    }
}
