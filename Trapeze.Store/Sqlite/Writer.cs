namespace Trapeze.Store.Sqlite;

/// <summary>Commits writes, one batch at a time: a caller alone its own at once, a thread all that queued during the last sync.</summary>
/// <remarks>
/// A caller that meets nobody commits itself, which saves it two changes of thread. It commits nothing but its own write and waits for nobody:
/// whoever comes meanwhile, and whoever meets another process's write, is served by the thread.
/// </remarks>
internal sealed class Writer : IDisposable
{
    private readonly WriteSession _session;
    private readonly WriteQueue _queue = new();
    private readonly List<PendingWrite> _alone = [];
    private readonly Thread _thread;

    internal Writer(WriteSession session)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = "trapeze store writer" };
        _thread.Start();
    }

    /// <summary>Leaves a write to the thread.</summary>
    internal void Add(PendingWrite write) => _queue.Add(write);

    /// <summary>Commits a write, or leaves it to the thread.</summary>
    internal void Write(PendingWrite write)
    {
        if (!_queue.TryTakeAlone())
        {
            _queue.Add(write);
            return;
        }

        try
        {
            _alone.Add(write);
            if (!TryCommit(_alone, waits: false))
            {
                _queue.Add(write);
            }
        }
        finally
        {
            _alone.Clear();
            _queue.EndAlone();
        }
    }

    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _session.Dispose();
        _queue.Dispose();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>();
        while (_queue.TryTake(batch))
        {
            TryCommit(batch, waits: true);
        }
    }

    // False if another process is writing and the caller does not wait: then nothing has happened.
    private bool TryCommit(List<PendingWrite> batch, bool waits)
    {
        try
        {
            if (!_session.TryBegin(waits))
            {
                return false;
            }

            foreach (var write in batch)
            {
                write.Apply(_session);
            }

            _session.Commit();
        }
#pragma warning disable CA1031 // whatever fails, nothing of the batch is acknowledged and the writer goes on
        catch (Exception reason)
#pragma warning restore CA1031
        {
            _session.Rollback();
            batch.ForEach(write => write.Fail(reason));
            return true;
        }

        batch.ForEach(write => write.Acknowledge());
        return true;
    }
}
