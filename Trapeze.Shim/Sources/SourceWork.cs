using System.Threading.Channels;
using Trapeze.Policy;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>One batch under way: its records in chains, one after another within a lane of its source and a label, and labels in turn.</summary>
/// <remarks>
/// A chain is of one label: if one record's failure kept one of another label waiting, the other label would learn of it. So the order is kept among records that may
/// know of each other, and within a label of any lane at all. What is slow, or has risen, keeps its place no longer than patience allows.
/// </remarks>
internal sealed class SourceWork(
    SourceBatch batch, SourceOpening opening, SourceAttempts attempts, FlowPolicy policy, EventQueueOptions events, SourceOptions options, TimeProvider time, IRunHost? host,
    SourceProgress? before, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly Lanes _lanes = new(events.ConcurrencyPerLabel);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<Queue<OpenedRecord>> _chains = [];
    private readonly HashSet<int> _failed = [.. before?.Failed ?? []];
    private readonly HashSet<int> _undecided = [.. before?.Left ?? Enumerable.Range(0, batch.Records.Length)];
    private readonly List<int> _elsewhere = [];
    private readonly LabelsInTurn? _turns = host is null ? null : new LabelsInTurn(policy.Order);
    private readonly List<Task> _parts = [];
    private int _free = host is null ? events.Concurrency : 1;
    private int _running;
    private int _placed;

    internal async Task<SourceReply> DecideAsync()
    {
        await OpenAsync();
        _lanes.Changed = Wake;
        await using var stop = stopping.UnsafeRegister(static work => ((SourceWork)work!).Wake(), this);
        Wake();
        while (IsUndecided && !stopping.IsCancellationRequested)
        {
            PlaceNextLabel();
            await _wake.Reader.ReadAsync(CancellationToken.None);
            while (Volatile.Read(ref _free) > 0 && !stopping.IsCancellationRequested && _lanes.TryTake(DateTimeOffset.MaxValue, out var next))
            {
                Interlocked.Decrement(ref _free);
                Interlocked.Increment(ref _running);
                Follow(StepAsync(next));
            }
        }

        await StopAsync();
        lock (_lock)
        {
            // What ends later comes too late.
            _failed.UnionWith(_undecided);
            _undecided.Clear();
            return batch.Reply(_failed);
        }
    }

    /// <summary>After the decision: what this process may not run, after what it has run; <see langword="null"/> if there is nothing of the kind.</summary>
    internal SourceProgress? Progress
    {
        get
        {
            lock (_lock)
            {
                return _elsewhere.Count == 0 ? null : new SourceProgress([.. _failed], [.. _elsewhere]);
            }
        }
    }

    /// <summary>After the decision: waits for what goes on all the same, above raises or because it did not stop.</summary>
    internal async Task EndAsync()
    {
        while (Left() is { Length: > 0 } left)
        {
            await Task.WhenAll(left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsUndecided
    {
        get
        {
            lock (_lock)
            {
                return _undecided.Count > 0;
            }
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task OpenAsync()
    {
        var chains = new Dictionary<(string Lane, string Label), int>();
        foreach (var at in _undecided.Order().ToList())
        {
            var record = batch.Records[at];
            try
            {
                var opened = await opening.OpenAsync(at, record, policy, stopping);
                var number = _chains.Count;
                if (record.Lane is not null && opened.Refusal is null && !chains.TryAdd((record.Lane, opened.Label), number))
                {
                    number = chains[(record.Lane, opened.Label)];
                }

                if (number == _chains.Count)
                {
                    _chains.Add(new Queue<OpenedRecord>());
                    Place(PlaceOf(number, opened));
                }

                _chains[number].Enqueue(opened);
            }
            catch (Exception problem) when (problem is EventsUnavailableException or EnvelopeKeysUnavailableException or OperationCanceledException)
            {
                Decide(at, isDone: false);
            }
        }
    }

    private void Place(PendingRecord place)
    {
        if (_turns is null)
        {
            _lanes.Add([place]);
        }
        else
        {
            _turns.Add(place);
        }
    }

    // Of a process that may not run everything beside everything: the lowest label first, and another when nothing of it is left.
    private void PlaceNextLabel()
    {
        if (_turns is not null && Volatile.Read(ref _placed) == 0 && _turns.Take() is { Count: > 0 } places)
        {
            Interlocked.Add(ref _placed, places.Count);
            _lanes.Add(places);
        }
    }

    private bool IsAdmitted(OpenedRecord record) =>
        host is null || record.Refusal is not null || !policy.Order.TryParse(record.Label, out var label, out _)
        || host.Admits(label, record.Functions.Any(function => EventActivations.MayRise(policy, function, label)));

    private static PendingRecord PlaceOf(int chain, OpenedRecord first) => new(chain, first.Label, DateTimeOffset.MinValue);

    private async Task StepAsync(PendingRecord place)
    {
        var chain = _chains[(int)place.Row];
        var record = chain.Dequeue();
        using (new EventSlot(time, host is null ? events.Patience : Timeout.InfiniteTimeSpan, FreeSlot))
        {
            if (!IsAdmitted(record))
            {
                Leave(chain.Prepend(record));
                chain.Clear();
            }
            else if (await TryAsync(record))
            {
                Decide(record.At, isDone: true);
            }
            else
            {
                // What follows it in its lane would come before it when it comes again.
                foreach (var later in chain.Prepend(record))
                {
                    Decide(later.At, isDone: false);
                }

                chain.Clear();
            }
        }

        if (chain.TryPeek(out var next))
        {
            _lanes.Add([PlaceOf((int)place.Row, next)]);
        }
        else
        {
            Interlocked.Decrement(ref _placed);
        }

        _lanes.Finish(place);
        Interlocked.Decrement(ref _running);
        Wake();
    }

    private async Task<bool> TryAsync(OpenedRecord record)
    {
#pragma warning disable CA1031 // whatever fails, the record is not done and comes again
        try
        {
            return await attempts.RunAsync(record, policy, batch.IsDeaf, Follow, stopping);
        }
        catch (Exception)
        {
            return false;
        }
#pragma warning restore CA1031
    }

    private void Follow(Task part)
    {
        lock (_lock)
        {
            _parts.Add(part);
        }
    }

    private Task[] Left()
    {
        lock (_lock)
        {
            return [.. _parts.Where(part => !part.IsCompleted)];
        }
    }

    private void Decide(int at, bool isDone)
    {
        lock (_lock)
        {
            if (_undecided.Remove(at) && !isDone)
            {
                _failed.Add(at);
            }
        }
    }

    private void Leave(IEnumerable<OpenedRecord> records)
    {
        lock (_lock)
        {
            _elsewhere.AddRange(records.Select(record => record.At).Where(_undecided.Remove));
        }
    }

    private void FreeSlot()
    {
        Interlocked.Increment(ref _free);
        Wake();
    }

    // What was asked to stop gets a moment to.
    private async Task StopAsync()
    {
        var end = time.GetUtcNow() + options.LastGrace;
        while (IsUndecided && Volatile.Read(ref _running) > 0 && time.GetUtcNow() is var now && now < end)
        {
            using var patience = new CancellationTokenSource(end - now, time);
            Task waked = _wake.Reader.ReadAsync(patience.Token).AsTask();
            await waked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
