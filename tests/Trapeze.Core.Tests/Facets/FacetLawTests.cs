using Trapeze.Core.Facets;
using Trapeze.Core.Labels;
using Trapeze.Core.Tests.Labels;
using Trapeze.Testing;

namespace Trapeze.Core.Tests.Facets;

public sealed class FacetLawTests
{
    private static readonly string[] Keys = ["K", "a", "b"];

    [Fact]
    public void Store_AnyHistory_AgreesWithTheOracle()
    {
        int present = 0, deleted = 0, hidden = 0;
        Law.Holds(Tape.Any, bytes =>
        {
            var tape = new Tape(bytes);
            var labels = DrawLabels(tape);
            var (store, oracle) = Run(tape, labels);
            return labels.All(at => Keys.All(key =>
            {
                var view = oracle.View(key, at);
                var expected = oracle.Get(key, at);
                _ = expected is not null ? present++ : view.Count > 0 ? deleted++ : oracle.View(key, at.Order.Top).Count > 0 ? hidden++ : 0;
                return store.TryGet(key, at, out var value) == expected is not null
                    && (expected is null || value == expected)
                    && store[key].View(at).Select(facet => (facet.IsTombstone ? null : (int?)facet.Value, facet.Label)).SequenceEqual(view);
            })
                && store.List(at, _ => true).SequenceEqual(oracle.List(at)));
        });
        Assert.True(present > (present + deleted + hidden) / 20 && Math.Min(deleted, hidden) > (present + deleted + hidden) / 50, $"the cases say little: {present} present, {deleted} deleted, {hidden} hidden");
    }

    [Fact]
    public void View_WritesThatDoNotFlowToIt_ChangeNothing()
    {
        var (written, changed) = (0, 0);
        Law.Holds(Tape.Any, bytes =>
        {
            var tape = new Tape(bytes);
            var labels = DrawLabels(tape);
            var at = tape.Pick(labels);
            var (full, low) = (FacetedMap<string, int>.Empty, FacetedMap<string, int>.Empty);
            for (var steps = 1 + tape.Next(12); steps > 0; steps--)
            {
                var (key, label, value, deletes) = (tape.Pick(Keys), tape.Pick(labels), tape.Next(100), tape.Next(3) == 0);
                written++;
                full = deletes ? full.Delete(key, label) : full.Write(key, value, label);
                if (label.FlowsTo(at))
                {
                    low = deletes ? low.Delete(key, label) : low.Write(key, value, label);
                }
                else
                {
                    changed++;
                }
            }

            return Observe(full, at).SequenceEqual(Observe(low, at)) && full.List(at, _ => true).SequenceEqual(low.List(at, _ => true));
        });
        Assert.True(changed > written / 5, $"only {changed} of {written} writes are hidden");
    }

    [Fact]
    public void Get_AfterWriteAtTheLabel_IsWhatWasWritten() => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var labels = DrawLabels(tape);
        var store = Run(tape, labels).Store;
        var at = tape.Pick(labels);
        return store.Write("K", 1234, at).TryGet("K", at, out var value) && value == 1234
            && labels.All(above => !at.FlowsTo(above) || (store.Write("K", 1234, at).TryGet("K", above, out value) && value == 1234));
    });

    [Fact]
    public void Delete_LowerFacetsAreThere_AreNotResurrected() => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var labels = DrawLabels(tape);
        var store = Run(tape, labels).Store;
        var at = tape.Pick(labels);
        var after = store.Delete("K", at);
        return labels.All(above => !at.FlowsTo(above) || (!after.TryGet("K", above, out _) && !after.List(above, _ => true).Contains("K")))
            && labels.All(other => at.FlowsTo(other) || after.TryGet("K", other, out _) == store.TryGet("K", other, out _));
    });

    [Fact]
    public void Write_LowerOne_HidesWhatWasWrittenAbove()
    {
        var order = OrderCase.Diamond.Order;
        var (low, left, right, high) = (order.Label("k0"), order.Label("k1"), order.Label("k2"), order.Label("k3"));
        var facets = FacetSequence<string>.Empty.Write("high", high).Write("left", left).Write("right", right);

        Assert.Equal(["right", "left"], facets.View(high).Select(facet => facet.Value));
        Assert.Equal(["low"], facets.Write("low", low).View(high).Select(facet => facet.Value));
        Assert.Equal(["left"], facets.View(left).Select(facet => facet.Value));
    }

    [Fact]
    public void List_Range_IsNeverAskedOfHiddenOrDeletedKeys()
    {
        var order = OrderCase.Diamond.Order;
        var store = FacetedMap<string, int>.Empty.Write("hidden", 1, order.Label("k2")).Write("seen", 2, order.Label("k0"))
            .Write("deleted", 3, order.Label("k0")).Delete("deleted", order.Label("k0"));
        var asked = new List<string>();

        var listed = store.List(order.Label("k1"), key =>
        {
            asked.Add(key);
            return true;
        }).ToList();

        Assert.Equal(["seen"], listed);
        Assert.Equal(["seen"], asked);
    }

    [Fact]
    public void List_Range_SelectsInOrdinalOrder()
    {
        var low = OrderCase.Diamond.Order.Label("k0");
        var store = new[] { "b", "A", "a", "B", "_" }.Aggregate(FacetedMap<string, int>.Empty, (map, key) => map.Write(key, 0, low));

        Assert.Equal(["A", "B", "_", "a", "b"], store.List(low, _ => true));
        Assert.Equal(["a", "b"], store.List(low, key => string.CompareOrdinal(key, "_") > 0));
    }

    [Fact]
    public void List_KeysThatAreNoText_ComeInTheirOwnOrder()
    {
        var low = OrderCase.Diamond.Order.Label("k0");
        var store = new[] { 10, 9, 100 }.Aggregate(FacetedMap<int, int>.Empty, (map, key) => map.Write(key, 0, low));

        Assert.Equal([9, 10, 100], store.List(low, _ => true));
    }

    [Fact]
    public void ToString_FacetWithASecret_ShowsNoValue()
    {
        var facets = FacetSequence<string>.Empty.Write("secret", OrderCase.Diamond.Order.Label("k0"));

        Assert.Equal("facet", Assert.Single(facets.View(OrderCase.Diamond.Order.Top)).ToString());
        Assert.Equal("tombstone", Assert.Single(facets.Delete(OrderCase.Diamond.Order.Label("k0")).View(OrderCase.Diamond.Order.Top)).ToString());
    }

    [Fact]
    public void AnyOperation_WithoutALabel_IsRefused()
    {
        var facets = FacetSequence<int>.Empty;

        Assert.Throws<ArgumentNullException>(() => facets.Write(1, null!));
        Assert.Throws<ArgumentNullException>(() => facets.Delete(null!));
        Assert.Throws<ArgumentNullException>(() => facets.View(null!));
        Assert.Throws<ArgumentNullException>(() => facets.TryGet(null!, out _));
        Assert.Throws<ArgumentNullException>(() => FacetedMap<string, int>.Empty.List(null!, _ => true));
        Assert.Throws<ArgumentNullException>(() => FacetedMap<string, int>.Empty.List(OrderCase.Diamond.Order.Top, null!));
    }

    private static Label[] DrawLabels(Tape tape)
    {
        var order = OrderCase.Draw(tape);
        return [.. Enumerable.Range(0, 4).Select(_ => order.Order.Label(Expression.Draw(tape, order, depth: 2).ToFormula(order)))];
    }

    private static (FacetedMap<string, int> Store, FacetOracle Oracle) Run(Tape tape, Label[] labels)
    {
        var store = FacetedMap<string, int>.Empty;
        var oracle = new FacetOracle();
        for (var steps = 1 + tape.Next(12); steps > 0; steps--)
        {
            var (key, label, value) = (tape.Pick(Keys), tape.Pick(labels), tape.Next(100));
            if (tape.Next(3) == 0)
            {
                store = store.Delete(key, label);
                oracle.Write(key, null, label);
            }
            else
            {
                store = store.Write(key, value, label);
                oracle.Write(key, value, label);
            }
        }

        return (store, oracle);
    }

    private static IEnumerable<(string Key, bool IsTombstone, int Value, Label Label)> Observe(FacetedMap<string, int> store, Label at) =>
        from key in Keys from facet in store[key].View(at) select (key, facet.IsTombstone, facet.Value, facet.Label);
}
