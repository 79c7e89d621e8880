using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Core.Tests.Labels;

public sealed class LabelOrderTests
{
    private static readonly LabelOrder Order = OrderCase.Retail.Order;

    [Fact]
    public void Build_Cycle_IsRefusedAndNamed()
    {
        var builder = LabelOrder.CreateBuilder().Declare("a").Declare("b").Declare("c").Declare("d", "id")
            .Below("d", "a").Below("a", "b").Below("b", "c").Below("c", "a");

        Assert.Equal(["a", "b", "c", "a"], builder.FindCycle());
        Assert.Equal("the order has a cycle: a < b < c < a", Assert.Throws<InvalidOperationException>(() => builder.Build()).Message);
    }

    [Fact]
    public void Build_StepToItself_IsACycle() =>
        Assert.Equal(["a", "a"], LabelOrder.CreateBuilder().Declare("a", "id").Below("a", "a", KindRelation.SameParameter).FindCycle());

    [Fact]
    public void FindCycle_NoCycle_IsNull() =>
        Assert.Null(LabelOrder.CreateBuilder().Declare("a").Declare("b").Below("a", "b").Below("a", "b").FindCycle());

    [Theory]
    [InlineData("")]
    [InlineData("top")]
    [InlineData("bottom")]
    [InlineData("1a")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a(b)")]
    [InlineData("é")]
    [InlineData("a\0")]
    public void Declare_WhatIsNoName_IsRefused(string name)
    {
        AssertRefused($"`{name}` cannot name an atom (Parameter 'name')", () => LabelOrder.CreateBuilder().Declare(name));
        Assert.Equal(name is "top" or "bottom", Record.Exception(() => LabelOrder.CreateBuilder().Declare("family", name)) is null);
    }

    [Fact]
    public void Declare_TwiceOrTooMany_IsRefused()
    {
        var builder = LabelOrder.CreateBuilder();
        for (var i = 0; i < LabelOrder.MaxKinds; i++)
        {
            builder.Declare($"a{i}");
        }

        AssertRefused("an order has at most 32768 atoms and families (Parameter 'name')", () => builder.Declare("one-more"));
        AssertRefused("`a` is declared twice (Parameter 'name')", () => LabelOrder.CreateBuilder().Declare("a").Declare("a"));
        Assert.Throws<ArgumentException>(() => LabelOrder.CreateBuilder().Declare(new string('a', 129)));
        Assert.NotNull(LabelOrder.CreateBuilder().Declare(new string('a', 128)));
    }

    [Fact]
    public void Below_WhatCannotBeCompared_IsRefused()
    {
        var builder = LabelOrder.CreateBuilder().Declare("one").Declare("family", "id");

        AssertRefused("`nobody` is not declared (Parameter 'upper')", () => builder.Below("one", "nobody"));
        AssertRefused("`nobody` is not declared (Parameter 'lower')", () => builder.Below("nobody", "one"));
        foreach (var (lower, upper, relation) in new (string, string, KindRelation)[]
        {
            ("one", "family", KindRelation.SameParameter), ("family", "one", KindRelation.SameParameter),
            ("one", "family", KindRelation.None), ("one", "family", (KindRelation)7),
            ("family", "family", KindRelation.None), ("family", "family", (KindRelation)7),
        })
        {
            AssertRefused("only two families have parameters to compare (Parameter 'relation')", () => builder.Below(lower, upper, relation));
        }
    }

    [Fact]
    public void FormulaOf_WhatIsNotDeclared_IsRefused()
    {
        AssertRefused("no such atom is declared (Parameter 'name')", () => Order.Label("nobody"));
        AssertRefused("a family needs a parameter (Parameter 'parameter')", () => Order.Label("k1"));
        AssertRefused("this atom takes no parameter (Parameter 'parameter')", () => Order.Label("k0", "a"));
        AssertRefused("a parameter has at most 1024 code units (Parameter 'parameter')", () => Order.Label("k1", new string('a', LabelOrder.MaxParameterLength + 1)));
        Assert.NotNull(Order.Label("k1", new string('a', LabelOrder.MaxParameterLength)));
        Assert.Throws<ArgumentNullException>(() => Order.Label("k1", null!));
    }

    [Fact]
    public void AnyOperation_LabelsOfTwoOrders_IsRefused()
    {
        var other = LabelOrder.CreateBuilder().Declare("k0").Declare("k1", "id").Build();
        var (a, b) = (Order.Label("k1", "a"), other.Label("k1", "a"));
        const string Different = "the labels belong to different orders (Parameter 'other')";

        AssertRefused(Different, () => a.FlowsTo(b));
        AssertRefused(Different, () => a.Join(b));
        AssertRefused(Different, () => a.Meet(b));
        AssertRefused(Different, () => Order.Bottom.FlowsTo(other.Top));
        AssertRefused(Different, () => Order.Label(b.Secrecy));
        AssertRefused(Different, () => Order.Label(a.Secrecy, b.Secrecy));
        AssertRefused(Different, () => a.WithIntegrity(b.Secrecy));
        AssertRefused(Different, () => a.Secrecy.SingleAtom!.FlowsTo(b.Secrecy.SingleAtom!));
        AssertRefused(Different, () => a.Secrecy.Clauses[0].FlowsTo(b.Secrecy.Clauses[0]));
        AssertRefused(Different, () => Order.Relate(Order.Kinds[0], other.Kinds[0]));
        AssertRefused(Different, () => Order.Relate(other.Kinds[0], Order.Kinds[0]));
        AssertRefused(Different, () => Order.FormulaOf(other.Kinds[1], "a"));
    }

    [Fact]
    public void IsSameAs_StepsThatOthersImply_MakeNoDifference() => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var order = OrderCase.Draw(tape);
        var closed = Rebuild(order, ImpliedSteps(order).OrderBy(_ => tape.Next(256)));
        return order.Order.IsSameAs(closed) && closed.IsSameAs(order.Order);
    });

    [Fact]
    public void IsSameAs_OneRelationMore_IsAnother() => Law.Holds(Tape.Any, bytes =>
    {
        var order = OrderCase.Draw(new Tape(bytes));
        var implied = ImpliedSteps(order).ToList();
        return implied.Count == 0
            || !order.Order.IsSameAs(Rebuild(order, implied.Where(step => step.Lower != implied[0].Lower)));
    });

    [Fact]
    public void IsSameAs_OtherDeclarations_IsAnother()
    {
        static LabelOrder Build(string name, string? parameter) => LabelOrder.CreateBuilder().Declare(name, parameter).Build();

        Assert.True(Build("a", null).IsSameAs(Build("a", null)));
        Assert.False(Build("a", null).IsSameAs(Build("b", null)));
        Assert.False(Build("a", null).IsSameAs(Build("a", "id")));
        Assert.False(Build("a", "id").IsSameAs(Build("a", "name")));
    }

    [Fact]
    public void Build_LongChain_OrdersItsEnds()
    {
        const int length = 2_000;
        var builder = LabelOrder.CreateBuilder();
        for (var i = 0; i < length; i++)
        {
            builder.Declare($"a{i}");
            if (i > 0)
            {
                builder.Below($"a{i - 1}", $"a{i}");
            }
        }

        var order = builder.Build();

        Assert.True(order.Label("a0").FlowsTo(order.Label($"a{length - 1}")));
        Assert.False(order.Label($"a{length - 1}").FlowsTo(order.Label("a0")));
        Assert.False(order.Label("a1000").FlowsTo(order.Label("a999")));
    }

    [Fact]
    public void Kinds_AreDeclaredByNameAndParameter()
    {
        var order = LabelOrder.CreateBuilder().Declare("owner").Declare("client", "id").Build();

        Assert.Equal(["owner", "client(id)"], order.Kinds.Select(kind => kind.ToString()));
        Assert.Equal([false, true], order.Kinds.Select(kind => kind.IsFamily));
        Assert.True(order.TryGetKind("client", out var client));
        Assert.Same(order.Kinds[1], client);
        Assert.False(order.TryGetKind("Client", out _));
        Assert.Same(order.Label("client", "a"), order.Label(client, "a"));
        Assert.Equal([KindRelation.Every, KindRelation.SameParameter], order.Kinds.Select(kind => order.Relate(kind, kind)));
    }

    [Fact]
    public void Top_AtomsMadeLater_AreBelow()
    {
        Assert.True(Order.Label("k1", "made later").FlowsTo(Order.Top));
        Assert.False(Order.Top.FlowsTo(Order.Label("k4")));
        Assert.NotEqual(Order.Bottom, Order.Label("k0"));
    }

    private static void AssertRefused(string message, Func<object?> act) => Assert.Equal(message, Assert.Throws<ArgumentException>(act).Message);

    private static IEnumerable<(int Lower, int Upper, KindRelation Relation)> ImpliedSteps(OrderCase order) =>
        from lower in Enumerable.Range(0, order.Families.Count)
        from upper in Enumerable.Range(0, order.Families.Count)
        where lower != upper
        let relation = order.Order.Relate(order.Order.Kinds[lower], order.Order.Kinds[upper])
        where relation != KindRelation.None
        select (lower, upper, relation);

    private static LabelOrder Rebuild(OrderCase order, IEnumerable<(int Lower, int Upper, KindRelation Relation)> steps)
    {
        var builder = LabelOrder.CreateBuilder();
        for (var kind = 0; kind < order.Families.Count; kind++)
        {
            builder.Declare(OrderCase.NameOf(kind), order.Families[kind] ? "id" : null);
        }

        foreach (var (lower, upper, relation) in steps)
        {
            builder.Below(OrderCase.NameOf(lower), OrderCase.NameOf(upper), relation);
        }

        return builder.Build();
    }
}
