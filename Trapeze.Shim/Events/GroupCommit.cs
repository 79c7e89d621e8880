using System.Collections.Concurrent;

namespace Trapeze.Shim.Events;

/// <summary>One thread that owns a <see cref="QueueFile"/> and commits together whatever came in during the last commit.</summary>
internal sealed class GroupCommit : IDisposable
{
    private const int MaxGroup = 1_000;
    private readonly BlockingCollection<QueueWork> _work = [];
    private readonly QueueFile _file;
    private readonly Thread _thread;

    internal GroupCommit(QueueFile file)
    {
        _file = file;
        _thread = new Thread(Run) { IsBackground = true, Name = "trapeze-queue" };
        _thread.UnsafeStart();
    }

    /// <summary>Runs <paramref name="work"/> in a transaction; completes when that is durable.</summary>
    /// <exception cref="EventsUnavailableException">It could not be made durable; nothing of it was done.</exception>
    internal Task<T> Do<T>(Func<QueueFile, T> work, Action<T>? whenDurable = null)
    {
        var item = new QueueWork<T>(work, whenDurable);
        try
        {
            _work.Add(item);
        }
        catch (InvalidOperationException)
        {
            item.Fail();
        }

        return item.Task;
    }

    public void Dispose()
    {
        if (!_work.IsAddingCompleted)
        {
            _work.CompleteAdding();
            _thread.Join();
            _file.Dispose();
            _work.Dispose();
        }
    }

    private void Run()
    {
        var group = new List<QueueWork>(MaxGroup);
        foreach (var first in _work.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && _work.TryTake(out var next))
            {
                group.Add(next);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<QueueWork> group)
    {
#pragma warning disable CA1031 // whatever fails, the work is not done and says so
        try
        {
            _file.Begin();
            foreach (var work in group)
            {
                work.Apply(_file);
            }

            _file.Commit();
        }
        catch (Exception)
        {
            RollBack();
            if (group.Count == 1)
            {
                group[0].Fail();
                return;
            }

            // One bad item must not fail those that it was grouped with by chance.
            foreach (var work in group)
            {
                Commit([work]);
            }

            return;
        }
#pragma warning restore CA1031

        foreach (var work in group)
        {
            work.Succeed();
        }
    }

    private void RollBack()
    {
#pragma warning disable CA1031 // what could not be rolled back was never committed
        try
        {
            _file.RollBack();
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }
}
