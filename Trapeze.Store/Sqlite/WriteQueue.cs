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
                if (_turns.Count == 1)
                {
                    _wake.Release();
                }
            }

            line.Enqueue(write);
        }
    }

    /// <summary>Waits for writes and takes the next batch.</summary>
    /// <returns>Whether there was one; otherwise the queue is closed and empty.</returns>
    internal bool TryTake(List<PendingWrite> batch)
    {
        batch.Clear();
        while (true)
        {
            lock (_lock)
            {
                for (var turns = _turns.Count; turns > 0 && batch.Count < BatchSize; turns--)
                {
                    TakeShare(_turns.Dequeue(), batch);
                }

                if (batch.Count > 0)
                {
                    return true;
                }

                if (_closed)
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
