using Trapeze.Store.Sqlite;

namespace Trapeze.Store.Tests.Sqlite;

public sealed class WriteQueueTests
{
    [Fact]
    public void TryTake_OneLabelWithALongLine_DoesNotKeepAnotherWaiting()
    {
        using var queue = new WriteQueue();
        for (var i = 0; i < 10_000; i++)
        {
            queue.Add(Write("hidden"));
        }

        queue.Add(Write("visible"));
        var batch = new List<PendingWrite>();

        Assert.True(queue.TryTake(batch));
        Assert.Contains(batch, write => write.Line == "visible");
    }

    [Fact]
    public void TryTake_LongLines_KeepsEachLinesOrderAndLosesNothing()
    {
        using var queue = new WriteQueue();
        var writes = Enumerable.Range(0, 5_000).Select(i => (PendingWrite)Write($"label {i % 7}")).ToList();
        writes.ForEach(queue.Add);
        queue.Close();
        var taken = new List<PendingWrite>();
        var batch = new List<PendingWrite>();
        while (queue.TryTake(batch))
        {
            taken.AddRange(batch);
        }

        Assert.Equal(writes.OrderBy(write => write.Line), taken.OrderBy(write => write.Line));
    }

    [Fact]
    public void Add_AfterClose_IsRefused()
    {
        using var queue = new WriteQueue();
        queue.Close();

        Assert.Throws<ObjectDisposedException>(() => queue.Add(Write("label")));
    }

    private static PendingWork<bool> Write(string line) => new(line, _ => true);
}
