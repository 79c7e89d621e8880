using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Events;

/// <summary>Delivers the queue's records: takes them label by label in turn and starts each as an activation.</summary>
internal sealed class EventWorker : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly EventQueue _queue;
    private readonly EventAttempts _attempts;
    private readonly EventQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly AutoResetEvent _wake = new(false);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _due;
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private Thread? _dispatcher;
    private int _free;

    public EventWorker(EventQueue queue, EventAttempts attempts, SettledOptions options, TimeProvider time)
    {
        _queue = queue;
        _attempts = attempts;
        _options = options.Events;
        _time = time;
        _free = _options.Concurrency;
        _due = time.CreateTimer(static worker => ((EventWorker)worker!)._wake.Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _queue.Lanes.Changed = () => _wake.Set();
        _dispatcher = new Thread(Dispatch) { IsBackground = true, Name = "trapeze-events" };
        _dispatcher.UnsafeStart();
        return Task.CompletedTask;
    }

    /// <summary>Takes no more, cancels what runs, and waits for it as long as the host allows; what has not ended by then is delivered again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        _wake.Set();
        _dispatcher?.Join();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        // What hangs beyond the stop may still refer to the token and the event: they are left to the collector.
        _due.Dispose();
    }

    private void Dispatch()
    {
        while (!_stopping.IsCancellationRequested)
        {
            while (Volatile.Read(ref _free) > 0 && !_stopping.IsCancellationRequested && _queue.Lanes.TryTake(_time.GetUtcNow(), out var record))
            {
                Interlocked.Decrement(ref _free);
                Start(record);
            }

            if (Volatile.Read(ref _free) > 0 && _queue.Lanes.NextDue() is { } due)
            {
                var wait = due - _time.GetUtcNow();
                _due.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);

                // The clock may have been put forward since it was read: then that wait is too long.
                if (due <= _time.GetUtcNow())
                {
                    continue;
                }
            }

            _wake.WaitOne();
        }
    }

    private void Start(PendingRecord record)
    {
        var run = RunAsync(record);
        lock (_lock)
        {
            _running.Add(run);
        }

        _ = run.ContinueWith(
            done =>
            {
                lock (_lock)
                {
                    _running.Remove(done);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task RunAsync(PendingRecord record)
    {
        using var slot = new EventSlot(_time, _options.Patience, FreeSlot);
        var place = new EventPlace(_queue, record, slot);
        try
        {
            if (await _queue.ClaimAsync(record) is { } claimed)
            {
                await _attempts.RunAsync(claimed, place, _stopping.Token);
            }
        }
        catch (EventsUnavailableException)
        {
            // The file failed, so the record is still in it, whatever was done: at least once.
            _queue.Lanes.Add([record with { Label = place.Label, Due = _time.GetUtcNow() + AfterFault }]);
        }
        finally
        {
            place.Leave();
        }
    }

    private void FreeSlot()
    {
        Interlocked.Increment(ref _free);
        _wake.Set();
    }
}
