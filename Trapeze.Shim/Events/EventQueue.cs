using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Files;

namespace Trapeze.Shim.Events;

/// <summary>The durable queue of one data folder: what an append has completed for survives kill -9 and loss of power.</summary>
internal sealed class EventQueue : IEventTransport, IDisposable
{
    internal const string LockName = "events.lock";

    private readonly FileStream _ownership;
    private readonly GroupCommit _commits;
    private readonly QueueSeal _seal;
    private readonly EventQueueOptions _options;
    private readonly TimeProvider _time;
    private bool _isClosed;

    private EventQueue(FileStream ownership, QueueFile file, QueueSeal seal, EventQueueOptions options, TimeProvider time)
    {
        _ownership = ownership;
        _seal = seal;
        _options = options;
        _time = time;
        Lanes = new Lanes(options.ConcurrencyPerLabel);
        Lanes.Add(file.ReadPending());
        _commits = new GroupCommit(file);
    }

    /// <summary>What waits to be delivered.</summary>
    internal Lanes Lanes { get; }

    /// <summary>Opens the queue, which one process at a time may do: every lease of an earlier process is void.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="options">How it keeps and delivers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keys">What signs its records; the folder's own keys if not given.</param>
    /// <exception cref="IOException">Another process has it open.</exception>
    /// <exception cref="EnvelopeKeysUnavailableException">The folder's keys cannot be had.</exception>
    internal static EventQueue Open(string folder, EventQueueOptions options, TimeProvider time, EnvelopeKeys? keys = null)
    {
        options.Validate();
        PrivateFile.CreateFolder(folder);
        var path = Path.Combine(folder, QueueFile.Name);
        FileStream ownership;
        try
        {
            ownership = PrivateFile.Open(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem)
        {
            throw new IOException($"the event queue `{path}` is open in another process", problem);
        }

        QueueFile? file = null;
        try
        {
            PrivateFile.Prepare(path);
            var seal = new QueueSeal(new EnvelopeSeal(keys ?? new KeyFile(folder).Read(), time));
            file = new QueueFile(path, seal, wasSigned: ownership.Length > 0, time.GetUtcNow());
            MarkSigned(ownership);
            return new EventQueue(ownership, file, seal, options, time);
        }
        catch
        {
            file?.Dispose();
            ownership.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task AppendAsync(NewEvent added)
    {
        // It delivers by itself and keeps attempts by itself: what another source has tried, or refused, it has no place for.
        if (added.MessageId is not null || added.Aside is not null)
        {
            return Task.FromException(new EventsUnavailableException());
        }

        var now = _time.GetUtcNow();
        var rows = added.Functions.Select(function => _seal.Close(added, function, now)).ToList();
        return _commits.Do(file => file.Append(added, rows, now, added.Remembered ?? _options.DeduplicationWindow), Lanes.Add);
    }

    /// <summary>Takes a record for one attempt. One that is not what was put there, whoever changed it, is set aside.</summary>
    internal async Task<ClaimedRecord?> ClaimAsync(PendingRecord record)
    {
        if (await _commits.Do(file => file.Claim(record.Row)) is not { } row)
        {
            return null;
        }

        if (_seal.Open(row) is not { } envelope)
        {
            await _commits.Do(file => Done(() => file.SetAside(record.Row, SetAsideReason.NotAuthentic)));
            return null;
        }

        var claimed = new ClaimedRecord(record.Row, envelope, envelope.Label, row.Payload, row.Attempt);
        if (envelope.Due <= _time.GetUtcNow())
        {
            return claimed;
        }

        await PostponeAsync(claimed, envelope.Due);
        return null;
    }

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
    /// <exception cref="ArgumentException">The label is too long for an envelope.</exception>
    internal void Rise(ClaimedRecord record, string label)
    {
        var envelope = _seal.Close(record, label);
        _ = _commits.Do(file => Done(() => file.Rise(record.Row, label, envelope)));
    }

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

    // Outside of the queue's file, so that nobody makes a signed queue an unsigned one by changing that.
    private static void MarkSigned(FileStream ownership)
    {
        if (ownership.Length == 0)
        {
            ownership.Write("signed\n"u8);
            ownership.Flush(flushToDisk: true);
        }
    }

    private static bool Done(Action work)
    {
        work();
        return true;
    }
}
