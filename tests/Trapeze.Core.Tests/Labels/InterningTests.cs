using System.Runtime.CompilerServices;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Labels;

public sealed class InterningTests
{
    private readonly LabelOrder _order = LabelOrder.CreateBuilder().Declare("client", "id").Declare("owner").Below("client", "owner").Build();

    [Fact]
    public void Label_EqualContents_IsOneObject()
    {
        var a = _order.Label("client", "a");
        var b = _order.Label("client", "b");
        var owner = _order.FormulaOf("owner", null);

        Assert.Same(a, _order.Label("client", new string(['a'])));
        Assert.Same(a, _order.Parse("client(a)"));
        Assert.Same(a.Secrecy, a.Join(b).Meet(a).Secrecy);
        Assert.Same(a.Join(b), b.Join(a));
        Assert.Same(a.WithIntegrity(owner), _order.Label(a.Secrecy, owner));
        Assert.Same(a, a.WithIntegrity(owner).WithIntegrity(_order.NoFormula));
        Assert.Same(_order.Bottom, _order.Label(_order.NoFormula, _order.EveryFormula));
        Assert.Same(_order.Top, _order.Label(_order.EveryFormula));
        Assert.Same(_order.Label("owner"), _order.Label("owner").Join(a));
        Assert.NotSame(a, b);
        Assert.NotEqual(a, a.WithIntegrity(owner));
    }

    [Fact]
    public void Label_EqualHashes_AreStillTwo()
    {
        // Far more labels than slots: some collide in every table.
        var labels = Enumerable.Range(0, 20_000).Select(i => _order.Label("client", $"{i}")).ToArray();

        Assert.Equal(labels.Length, labels.Distinct().Count());
        Assert.All(labels.Index(), label => Assert.Same(label.Item, _order.Label("client", $"{label.Index}")));
    }

    [Fact]
    public void GetHashCode_EqualContents_IsEqualAcrossOrders()
    {
        var other = LabelOrder.CreateBuilder().Declare("client", "id").Declare("owner").Build();

        Assert.Equal(_order.Parse("client(a) & client(b) ! owner").GetHashCode(), other.Parse("client(a) & client(b) ! owner").GetHashCode());
        Assert.NotEqual(_order.Parse("client(a)"), other.Parse("client(a)"));
    }

    [Fact]
    public void Label_DroppedByEveryone_IsCollected()
    {
        foreach (var text in new[] { "client(x)", "client(x) & client(y)", "client(x) | client(y) ! owner" })
        {
            var reference = Make(text);

            Collect();

            Assert.False(reference.TryGetTarget(out _), text);
        }

        Assert.True(_order.Parse("client(x)").FlowsTo(_order.Label("owner")));
    }

    [Fact]
    public void FlowsTo_AnswerInTheCache_KeepsNoLabelAlive()
    {
        var (lower, upper) = AskAndDrop();

        Collect();

        Assert.False(lower.TryGetTarget(out _));
        Assert.False(upper.TryGetTarget(out _));
    }

    [Fact]
    public void Label_HeldByOne_StaysTheSameThroughCollections()
    {
        var held = Enumerable.Range(0, 1_000).Select(i => _order.Label("client", $"held{i}")).ToArray();
        MakeMany(20_000);

        Collect();

        Assert.All(held.Index(), label => Assert.Same(label.Item, _order.Label("client", $"held{label.Index}")));
    }

    [Fact]
    public void Label_HandedOutByAFinalizer_IsStillTheOne()
    {
        var testament = new Testament();
        Bequeath(testament);

        Collect();

        Assert.NotNull(testament.Label);
        Assert.Same(testament.Label, _order.Parse("client(heir) & client(shared)"));
    }

    [Fact]
    public void InternTable_AfterDroppingMany_GivesItsRoomBack()
    {
        var before = _order.InternCapacity;
        MakeMany(50_000);
        var full = _order.InternCapacity;

        Collect();

        Assert.True(full > 50_000, $"{full} slots");
        Assert.True(_order.InternCapacity <= before + 64, $"{_order.InternCapacity} slots are left of {full}");
    }

    [Fact]
    public void InternTable_ManyMadeAndDropped_StaysBounded()
    {
        for (var i = 0; i < 10; i++)
        {
            MakeMany(10_000);
            Collect();
        }

        Assert.True(_order.InternCapacity < 10_000, $"{_order.InternCapacity} slots");
    }

    [Fact]
    public void LabelOrder_DroppedByEveryone_IsCollectedWithItsLabels()
    {
        var (order, label) = MakeOrder();

        Collect();

        Assert.False(order.TryGetTarget(out _));
        Assert.False(label.TryGetTarget(out _));
    }

    [Fact]
    public async Task Label_ManyThreadsAndCollections_IsOneObjectForAll()
    {
        const int threads = 4;
        using var barrier = new Barrier(threads);
        for (var round = 0; round < 20; round++)
        {
            var made = new Label[threads][];
            var run = round;
            await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait();
                    made[thread] = [.. Enumerable.Range(0, 500).Select(i => _order.Parse($"client(r{run}-{i}) & client(shared) ! owner"))];
                    if (thread == 0)
                    {
                        GC.Collect(0);
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            for (var i = 0; i < 500; i++)
            {
                Assert.All(made, labels => Assert.Same(made[0][i], labels[i]));
            }
        }
    }

    private static void Collect()
    {
        for (var i = 0; i < 4; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference<LabelOrder> Order, WeakReference<Label> Label) MakeOrder()
    {
        var order = LabelOrder.CreateBuilder().Declare("client", "id").Build();
        return (new WeakReference<LabelOrder>(order), new WeakReference<Label>(order.Label("client", "a").Join(order.Label("client", "b"))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Bequeath(Testament testament) => _ = new Testator(_order.Parse("client(heir) & client(shared)"), testament);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<Label> Make(string text) => new(_order.Parse(text));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeMany(int count)
    {
        var made = new List<Label>(count);
        for (var i = 0; i < count; i++)
        {
            made.Add(_order.Label("client", $"{count}-{i}"));
        }

        GC.KeepAlive(made);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference<Label> Lower, WeakReference<Label> Upper) AskAndDrop()
    {
        var lower = _order.Parse("client(p) & client(q)");
        var upper = _order.Parse("client(p) & client(q) & client(r)");
        Assert.True(lower.FlowsTo(upper));
        return (new WeakReference<Label>(lower), new WeakReference<Label>(upper));
    }

    private sealed class Testament
    {
        public Label? Label { get; set; }
    }

#pragma warning disable MA0055 // the finalizer is what is tested
    private sealed class Testator(Label label, Testament testament)
    {
        ~Testator() => testament.Label = label;
    }
#pragma warning restore MA0055
}
