namespace Trapeze.Store.Sqlite;

/// <summary>The writes that wait, in a line of its own for each label, and whose turn it is.</summary>
/// <remarks>
/// Every batch takes a bounded share of each label's line, the labels in turn, so that no label's writes, however many, keep another's
/// waiting: a label that waits is served after at most one round of the others' shares.
/// </remarks>
internal sealed class WriteQueue : IDisposable
{
    private const int Share = 64;
    private const int BatchSize = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<PendingWrite>> _lines = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private readonly SemaphoreSlim _wake = new(0);
    private bool _taken;
    private bool _busy;
    private bool _closed;

    internal void Add(PendingWrite write)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FacetedStore));
            if (!_lines.TryGetValue(write.Line, out var line))
            {
                _lines.Add(write.Line, line = new Queue<PendingWrite>());
                _turns.Enqueue(write.Line);
                if (_turns.Count == 1 && !_taken)
                {
                    _wake.Release();
                }
            }

            line.Enqueue(write);
        }
    }

    /// <summary>Takes the writer's role for one write of the caller's own: only while nobody else writes or waits, nor did in the last batch.</summary>
    /// <remarks>Callers at once share the syncs of the thread's batches better than each with its own.</remarks>
    internal bool TryTakeAlone()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(FacetedStore));
            return !_taken && !_busy && _turns.Count == 0 && (_taken = true);
        }
    }

    /// <summary>Gives the role back; what has queued meanwhile is the thread's.</summary>
    internal void EndAlone()
    {
        lock (_lock)
        {
            _taken = false;
            if (_turns.Count > 0 || _closed)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Gives back the role that the last batch had, waits for writes and takes the next batch, and the role with it.</summary>
    /// <returns>Whether there was one; otherwise the queue is closed and empty.</returns>
    internal bool TryTake(List<PendingWrite> batch)
    {
        var had = batch.Count > 0;
        batch.Clear();
        while (true)
        {
            lock (_lock)
            {
                _taken &= !had;
                had = false;
                for (var turns = _taken ? 0 : _turns.Count; turns > 0 && batch.Count < BatchSize; turns--)
                {
                    TakeShare(_turns.Dequeue(), batch);
                }

                if (batch.Count > 0)
                {
                    _busy = batch.Count > 1;
                    return _taken = true;
                }

                if (_closed && !_taken)
                {
                    return false;
                }
            }

            _wake.Wait();
        }
    }

    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _wake.Release();
        }
    }

    public void Dispose() => _wake.Dispose();

    private void TakeShare(string label, List<PendingWrite> batch)
    {
        var line = _lines[label];
        for (var taken = 0; taken < Share && line.TryDequeue(out var write); taken++)
        {
            batch.Add(write);
        }

        if (line.Count == 0)
        {
            _lines.Remove(label);
        }
        else
        {
            _turns.Enqueue(label);
        }
    }
}
