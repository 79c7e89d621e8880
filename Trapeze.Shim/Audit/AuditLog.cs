using Trapeze.Core.Activations;
using Trapeze.Core.Audit;

namespace Trapeze.Shim.Audit;

/// <summary>The durable audit log: lines of JSON, written by one thread in the background.</summary>
/// <remarks>
/// A record costs its activation a copy into a bounded buffer. It is handed to the operating system within <see cref="Pause"/>, so that at most
/// that much is lost to kill -9, and synced to disk within <see cref="SyncPause"/>, at shutdown, and before a declassification is allowed to
/// happen. None is ever dropped: a full buffer makes its recorders wait, and while the files cannot be written recording fails, so that the
/// monitor refuses.
/// </remarks>
internal sealed class AuditLog : IAuditLog, IDisposable
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    internal static readonly TimeSpan SyncPause = TimeSpan.FromSeconds(1);
    private const int Capacity = 16_384;
    private readonly object _gate = new();
    private readonly AuditSegments _segments;
    private readonly TimeProvider _time;
    private readonly Thread _writer;
    private AuditLine[] _filling = new AuditLine[Capacity];
    private AuditLine[] _writing = new AuditLine[Capacity];
    private int _count;
    private long _recorded;
    private long _synced;
    private bool _syncAsked;
    private bool _broken;
    private bool _closed;

    internal AuditLog(AuditSegments segments, TimeProvider time)
    {
        _segments = segments;
        _time = time;
        _writer = new Thread(Write) { IsBackground = true, Name = "trapeze-audit" };
        _writer.UnsafeStart();
    }

    public void Record(in AuditRecord record)
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            while (_count == Capacity && !_broken && !_closed)
            {
                Monitor.Wait(_gate);
            }

            ThrowIfUnavailable();
            _filling[_count++] = new AuditLine(record, now);
            var number = ++_recorded;
            if (_count == Capacity / 2)
            {
                Monitor.PulseAll(_gate);
            }

            if (record.Decision is { Rule: Rule.Declassify, IsAllowed: true })
            {
                AwaitSync(number);
            }
        }
    }

    /// <summary>Waits until everything recorded before is on disk.</summary>
    /// <exception cref="AuditUnavailableException">It cannot be.</exception>
    internal void Sync()
    {
        lock (_gate)
        {
            AwaitSync(_recorded);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _writer.Join();
        _segments.Dispose();
    }

    private void AwaitSync(long number)
    {
        while (_synced < number)
        {
            ThrowIfUnavailable();
            _syncAsked = true;
            Monitor.PulseAll(_gate);
            Monitor.Wait(_gate);
        }
    }

    private void ThrowIfUnavailable()
    {
        if (_broken || _closed)
        {
            throw new AuditUnavailableException();
        }
    }

    private void Write()
    {
        using var format = new AuditFormat();
        var lastSync = _time.GetTimestamp();
        var unsynced = false;
        while (true)
        {
            int count;
            bool sync;
            bool last;
            long upTo;
            lock (_gate)
            {
                if (_count < Capacity / 2 && !_syncAsked && !_closed)
                {
                    Monitor.Wait(_gate, Pause);
                }

                (_filling, _writing, count, _count) = (_writing, _filling, _count, 0);
                (sync, _syncAsked, last, upTo) = (_syncAsked, false, _closed, _recorded);
                Monitor.PulseAll(_gate);
            }

            unsynced |= count > 0;
            sync |= last || (unsynced && _time.GetElapsedTime(lastSync) >= SyncPause);
            if (count > 0 || sync)
            {
                if (!TryWrite(format, count, sync, last))
                {
                    return;
                }

                if (sync)
                {
                    lastSync = _time.GetTimestamp();
                    unsynced = false;
                    lock (_gate)
                    {
                        _synced = upTo;
                        Monitor.PulseAll(_gate);
                    }
                }
            }

            if (last)
            {
                return;
            }
        }
    }

    // Tries until it succeeds or the log is closed; meanwhile nothing can be recorded.
    private bool TryWrite(AuditFormat format, int count, bool sync, bool last)
    {
        format.Clear();
        for (var i = 0; i < count; i++)
        {
            format.Append(_writing[i]);
        }

        Array.Clear(_writing, 0, count);
        while (true)
        {
#pragma warning disable CA1031 // whatever fails, nothing is recorded until it works again
            try
            {
                if (count > 0)
                {
                    _segments.Append(format.Written);
                }

                if (sync)
                {
                    _segments.Sync();
                }

                lock (_gate)
                {
                    _broken = false;
                }

                return true;
            }
            catch (Exception)
            {
                lock (_gate)
                {
                    _broken = true;
                    Monitor.PulseAll(_gate);
                    if (last || _closed)
                    {
                        return false;
                    }

                    Monitor.Wait(_gate, SyncPause);
                }
            }
#pragma warning restore CA1031
        }
    }
}
