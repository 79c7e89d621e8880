using Trapeze.Shim.Files;

namespace Trapeze.Shim.Events;

/// <summary>The durable queue of one data folder: what an append has completed for survives kill -9 and loss of power.</summary>
internal sealed class EventQueue : IEventTransport, IDisposable
{
    private readonly FileStream _ownership;
    private readonly GroupCommit _commits;
    private readonly EventQueueOptions _options;
    private readonly TimeProvider _time;
    private bool _isClosed;

    private EventQueue(FileStream ownership, QueueFile file, EventQueueOptions options, TimeProvider time)
    {
        _ownership = ownership;
        _options = options;
        _time = time;
        Lanes = new Lanes(options.ConcurrencyPerLabel);
        Lanes.Add(file.ReadPending());
        _commits = new GroupCommit(file);
    }

    /// <summary>What waits to be delivered.</summary>
    internal Lanes Lanes { get; }

    /// <summary>Opens the queue, which one process at a time may do: every lease of an earlier process is void.</summary>
    /// <exception cref="IOException">Another process has it open.</exception>
    internal static EventQueue Open(string folder, EventQueueOptions options, TimeProvider time)
    {
        options.Validate();
        PrivateFile.CreateFolder(folder);
        var path = Path.Combine(folder, QueueFile.Name);
        FileStream ownership;
        try
        {
            ownership = PrivateFile.Open(Path.Combine(folder, "events.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem)
        {
            throw new IOException($"the event queue `{path}` is open in another process", problem);
        }

        QueueFile? file = null;
        try
        {
            PrivateFile.Prepare(path);
            file = new QueueFile(path);
            return new EventQueue(ownership, file, options, time);
        }
        catch
        {
            file?.Dispose();
            ownership.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(NewEvent added) =>
        _commits.Do(file => file.Append(added, _time.GetUtcNow(), added.Remembered ?? _options.DeduplicationWindow), Lanes.Add);

    internal Task<ClaimedRecord?> ClaimAsync(PendingRecord record) => _commits.Do(file => file.Claim(record.Row));

    internal Task CompleteAsync(ClaimedRecord record) => _commits.Do(file => Done(() => file.Complete(record.Row)));

    /// <summary>After a failed attempt: due again by the schedule, or set aside after the last.</summary>
    internal Task FailAsync(ClaimedRecord record)
    {
        if (record.Attempt > _options.Retries.Length)
        {
            return SetAsideAsync(record, SetAsideReason.Failed);
        }

        var due = _time.GetUtcNow() + _options.Retries[record.Attempt - 1];
        return _commits.Do(file => Done(() => file.Delay(record.Row, due, counted: true)), _ => Lanes.Add([new PendingRecord(record.Row, record.Label, due)]));
    }

    /// <summary>Gives back a record whose attempt was broken off by shutdown, which does not count.</summary>
    internal Task ReturnAsync(ClaimedRecord record) => _commits.Do(file => Done(() => file.Delay(record.Row, _time.GetUtcNow(), counted: false)));

    /// <summary>Tries again at <paramref name="due"/> what has not been tried, for want of room.</summary>
    internal Task PostponeAsync(ClaimedRecord record, DateTimeOffset due) =>
        _commits.Do(file => Done(() => file.Delay(record.Row, due, counted: false)), _ => Lanes.Add([new PendingRecord(record.Row, record.Label, due)]));

    /// <summary>Not waited for: a crash before it is durable is the host's, not the function's.</summary>
    internal void Rise(long row, string label) => _ = _commits.Do(file => Done(() => file.Rise(row, label)));

    internal Task SetAsideAsync(ClaimedRecord record, SetAsideReason reason) => _commits.Do(file => Done(() => file.SetAside(record.Row, reason)));

    // Known to the host under two names, so it is disposed of twice.
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _commits.Dispose();
            _ownership.Dispose();
        }
    }

    private static bool Done(Action work)
    {
        work();
        return true;
    }
}
