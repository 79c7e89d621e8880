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
    SourceBatch batch, SourceOpening opening, SourceAttempts attempts, FlowPolicy policy, EventQueueOptions events, SourceOptions options, TimeProvider time, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private readonly Lanes _lanes = new(events.ConcurrencyPerLabel);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<Queue<OpenedRecord>> _chains = [];
    private readonly HashSet<int> _failed = [];
    private readonly HashSet<int> _undecided = [.. Enumerable.Range(0, batch.Records.Length)];
    private readonly List<Task> _hidden = [];
    private int _free = events.Concurrency;
    private int _running;

    internal async Task<SourceReply> DecideAsync()
    {
        await OpenAsync();
        _lanes.Changed = Wake;
        await using var stop = stopping.UnsafeRegister(static work => ((SourceWork)work!).Wake(), this);
        Wake();
        while (IsUndecided && !stopping.IsCancellationRequested)
        {
            await _wake.Reader.ReadAsync(CancellationToken.None);
            while (Volatile.Read(ref _free) > 0 && !stopping.IsCancellationRequested && _lanes.TryTake(DateTimeOffset.MaxValue, out var next))
            {
                Interlocked.Decrement(ref _free);
                Interlocked.Increment(ref _running);
                _ = StepAsync(next);
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

    /// <summary>Waits for what goes on above raises; there is nothing more of it after the decision but what rises again.</summary>
    internal Task HiddenAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_hidden);
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
        for (var at = 0; at < batch.Records.Length; at++)
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
                    _lanes.Add([PlaceOf(number, opened)]);
                }

                _chains[number].Enqueue(opened);
            }
            catch (Exception problem) when (problem is EventsUnavailableException or EnvelopeKeysUnavailableException or OperationCanceledException)
            {
                Decide(at, isDone: false);
            }
        }
    }

    private static PendingRecord PlaceOf(int chain, OpenedRecord first) => new(chain, first.Label, DateTimeOffset.MinValue);

    private async Task StepAsync(PendingRecord place)
    {
        var chain = _chains[(int)place.Row];
        var record = chain.Dequeue();
        using (new EventSlot(time, events.Patience, FreeSlot))
        {
            var isDone = await TryAsync(record);
            Decide(record.At, isDone);
            if (!isDone)
            {
                // What follows it in its lane would come before it when it comes again.
                foreach (var later in chain)
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

        _lanes.Finish(place);
        Interlocked.Decrement(ref _running);
        Wake();
    }

    private async Task<bool> TryAsync(OpenedRecord record)
    {
#pragma warning disable CA1031 // whatever fails, the record is not done and comes again
        try
        {
            return await attempts.RunAsync(record, policy, batch.IsDeaf, Hide, stopping);
        }
        catch (Exception)
        {
            return false;
        }
#pragma warning restore CA1031
    }

    private void Hide(Task hidden)
    {
        lock (_lock)
        {
            _hidden.Add(hidden);
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
