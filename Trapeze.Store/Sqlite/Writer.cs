namespace Trapeze.Store.Sqlite;

/// <summary>The one thread that writes: commits at once what queued during the last sync, and acknowledges it afterwards.</summary>
internal sealed class Writer : IDisposable
{
    private readonly WriteSession _session;
    private readonly WriteQueue _queue = new();
    private readonly Thread _thread;

    internal Writer(WriteSession session)
    {
        _session = session;
        _thread = new Thread(Run) { IsBackground = true, Name = "trapeze store writer" };
        _thread.Start();
    }

    internal void Add(PendingWrite write) => _queue.Add(write);

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
            try
            {
                _session.Begin();
                foreach (var write in batch)
                {
                    write.Apply(_session);
                }

                _session.Commit();
            }
#pragma warning disable CA1031 // whatever fails, nothing of the batch is acknowledged and the thread goes on
            catch (Exception reason)
#pragma warning restore CA1031
            {
                _session.Rollback();
                batch.ForEach(write => write.Fail(reason));
                continue;
            }

            batch.ForEach(write => write.Acknowledge());
        }
    }
}
