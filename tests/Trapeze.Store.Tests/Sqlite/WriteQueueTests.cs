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
    public void TryTakeAlone_SomeoneHasTheRole_IsRefused()
    {
        using var queue = new WriteQueue();

        Assert.True(queue.TryTakeAlone());
        Assert.False(queue.TryTakeAlone());
        queue.EndAlone();
        Assert.True(queue.TryTakeAlone());
    }

    [Fact]
    public void TryTakeAlone_SomeoneWaits_IsRefused()
    {
        using var queue = new WriteQueue();
        queue.Add(Write("label"));

        Assert.False(queue.TryTakeAlone());
    }

    [Fact]
    public void TryTakeAlone_BatchIsBeingWritten_IsRefused()
    {
        using var queue = new WriteQueue();
        queue.Add(Write("label"));
        Assert.True(queue.TryTake([]));

        Assert.False(queue.TryTakeAlone());
    }

    [Fact]
    public async Task TryTake_SomeoneHasTheRole_WaitsForIt()
    {
        using var queue = new WriteQueue();
        Assert.True(queue.TryTakeAlone());
        var batch = new List<PendingWrite>();
        var taken = Task.Run(() => queue.TryTake(batch));
        queue.Add(Write("label"));
        queue.Close();
        Assert.False(taken.IsCompleted);
        queue.EndAlone();

        Assert.True(await taken);
        Assert.Single(batch);
        Assert.False(queue.TryTake(batch));
    }

    [Fact]
    public async Task TryTakeAlone_AfterABatchOfSeveral_IsRefusedUntilTheNextOfOne()
    {
        using var queue = new WriteQueue();
        var batch = new List<PendingWrite>();
        queue.Add(Write("label"));
        queue.Add(Write("label"));
        Assert.True(queue.TryTake(batch));
        var next = Task.Run(() => queue.TryTake(batch));

        Assert.False(queue.TryTakeAlone());
        queue.Add(Write("label"));
        Assert.True(await next);
        queue.Close();
        Assert.False(queue.TryTake(batch));
    }

    [Fact]
    public void TryTakeAlone_AfterClose_IsRefused()
    {
        using var queue = new WriteQueue();
        queue.Close();

        Assert.Throws<ObjectDisposedException>(() => queue.TryTakeAlone());
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
