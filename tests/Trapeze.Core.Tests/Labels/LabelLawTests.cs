using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Core.Tests.Labels;

/// <summary>The laws of a distributive lattice, for labels with secrecy and integrity, over random orders and the retail order.</summary>
/// <remarks>The retail order itself is no lattice: two clients have two least upper bounds in it.</remarks>
public sealed class LabelLawTests
{
    [Fact]
    public void FlowsTo_IsAPartialOrder() => Hold((a, b, c) =>
        a.FlowsTo(a)
        && (!(a.FlowsTo(b) && b.FlowsTo(a)) || ReferenceEquals(a, b))
        && (!(a.FlowsTo(b) && b.FlowsTo(c)) || a.FlowsTo(c)));

    [Fact]
    public void Join_IsLeastUpperBound() => Hold((a, b, c) =>
        a.FlowsTo(a.Join(b)) && b.FlowsTo(a.Join(b)) && a.Join(b).FlowsTo(c) == (a.FlowsTo(c) && b.FlowsTo(c)));

    [Fact]
    public void Meet_IsGreatestLowerBound() => Hold((a, b, c) =>
        a.Meet(b).FlowsTo(a) && a.Meet(b).FlowsTo(b) && c.FlowsTo(a.Meet(b)) == (c.FlowsTo(a) && c.FlowsTo(b)));

    [Fact]
    public void JoinAndMeet_AreIdempotentCommutativeAndAssociative() => Hold((a, b, c) =>
        a.Join(a).Equals(a) && a.Meet(a).Equals(a)
        && a.Join(b).Equals(b.Join(a)) && a.Meet(b).Equals(b.Meet(a))
        && a.Join(b).Join(c).Equals(a.Join(b.Join(c))) && a.Meet(b).Meet(c).Equals(a.Meet(b.Meet(c))));

    [Fact]
    public void JoinAndMeet_AbsorbEachOther() => Hold((a, b, _) => a.Join(a.Meet(b)).Equals(a) && a.Meet(a.Join(b)).Equals(a));

    [Fact]
    public void JoinAndMeet_DistributeOverEachOther() => Hold((a, b, c) =>
        a.Join(b.Meet(c)).Equals(a.Join(b).Meet(a.Join(c))) && a.Meet(b.Join(c)).Equals(a.Meet(b).Join(a.Meet(c))));

    [Fact]
    public void FlowsTo_IsSecrecyUpAndIntegrityDown() => Hold((a, b, _) =>
        a.FlowsTo(b) == (a.Secrecy.FlowsTo(b.Secrecy) && b.Integrity.FlowsTo(a.Integrity)));

    [Fact]
    public void BottomAndTop_BoundEveryLabel() => Hold((a, _, _) =>
        a.Order.Bottom.FlowsTo(a) && a.FlowsTo(a.Order.Top)
        && a.FlowsTo(a.Order.Bottom) == a.Equals(a.Order.Bottom) && a.Order.Top.FlowsTo(a) == a.Equals(a.Order.Top));

    [Fact]
    public void Formulas_AreCanonical() => Hold((a, b, c) => new[] { a.Join(b), b.Meet(c), a.Meet(b).Join(c) }.All(label =>
        IsCanonical(label.Secrecy) && IsCanonical(label.Integrity)));

    [Fact]
    public void Join_ManyClients_IsWhatEachOfThemIsNot()
    {
        var order = OrderCase.Retail.Order;
        var a = order.Label("k1", "a");
        var b = order.Label("k1", "b");
        var owner = order.Label("k4");

        Assert.False(a.FlowsTo(b));
        Assert.True(a.Join(b).FlowsTo(owner));
        Assert.False(owner.FlowsTo(a.Join(b)));
        Assert.False(a.Join(b).FlowsTo(a));
        Assert.True(a.Meet(b).FlowsTo(a));
        Assert.True(order.Label("k0").FlowsTo(a.Meet(b)));
    }

    [Fact]
    public void Clauses_TheOneWithoutAtoms_IsAboveAll()
    {
        var order = OrderCase.Retail.Order;
        var (a, b) = (order.Label("k1", "a").Secrecy, order.Label("k1", "b").Secrecy);
        var (clause, either, top) = (a.Clauses[0], a.Meet(b).Clauses[0], order.EveryFormula.Clauses[0]);

        Assert.True(clause.FlowsTo(top) && top.FlowsTo(top) && either.FlowsTo(clause));
        Assert.False(top.FlowsTo(clause) || clause.FlowsTo(either));
        Assert.Empty(top.Atoms);
        Assert.Equal("top", top.ToString());
        Assert.Equal(["k1(a) | k1(b)", "k1(a)"], [either.ToString(), clause.ToString()]);
    }

    [Fact]
    public void AtomsAndClauses_AreEqualByContentAndOrderedByName()
    {
        var order = OrderCase.Retail.Order;
        Formula[] formulas = [order.Label("k0").Secrecy, order.Label("k1", "a").Secrecy, order.Label("k1", "b").Secrecy, order.Label("k4").Secrecy];
        var atoms = formulas.Select(formula => formula.SingleAtom!).ToList();
        var clauses = formulas.Select(formula => formula.Clauses[0])
            .Concat([formulas[1].Meet(formulas[2]).Clauses[0], order.EveryFormula.Clauses[0]]).ToList();
        var card = order.Kinds.First(kind => kind.IsFamily && kind.Name != "k1");
        var namesake = order.FormulaOf(card, "a").SingleAtom!;

        AssertOrdered([.. atoms, namesake], ["k0", "k1(a)", "k1(b)", namesake.ToString(), "k4"]);
        AssertOrdered(clauses, ["top", "k0", "k1(a)", "k1(a) | k1(b)", "k1(b)", "k4"]);
    }

    // Equality, hash and order of equal and of different ones; null is before everything.
    private static void AssertOrdered<T>(List<T> elements, string[] sorted)
        where T : class, IEquatable<T>, IComparable<T>
    {
        Assert.Equal(sorted.Length, elements.Count);
        foreach (var x in elements)
        {
            Assert.True(x.CompareTo(null) > 0);
            Assert.False(x.Equals(null) || x.Equals((object?)null));
            foreach (var y in elements)
            {
                var same = string.Equals(x.ToString(), y.ToString(), StringComparison.Ordinal);
                Assert.Equal(same, x.Equals(y));
                Assert.Equal(same, x.Equals((object)y));
                Assert.Equal(same, x.CompareTo(y) == 0);
                Assert.Equal(Math.Sign(x.CompareTo(y)), -Math.Sign(y.CompareTo(x)));
            }
        }

        Assert.Equal(sorted, elements.Order().Select(element => element.ToString()));
    }

    private static void Hold(Func<Label, Label, Label, bool> law) => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var order = OrderCase.Draw(tape);
        return law(DrawLabel(tape, order), DrawLabel(tape, order), DrawLabel(tape, order));
    });

    private static Label DrawLabel(Tape tape, OrderCase order) => order.Order.Label(
        Expression.Draw(tape, order, depth: 3).ToFormula(order),
        tape.Next(3) == 0 ? order.Order.NoFormula : Expression.Draw(tape, order, depth: 2).ToFormula(order));

    private static bool IsCanonical(Formula formula)
    {
        var clauses = formula.Clauses;
        return Apart(clauses, (c, d) => c.FlowsTo(d)) && Sorted(clauses)
            && clauses.All(clause => Apart(clause.Atoms, (x, y) => x.FlowsTo(y)) && Sorted(clause.Atoms));
    }

    private static bool Apart<T>(IReadOnlyList<T> elements, Func<T, T, bool> below) =>
        Enumerable.Range(0, elements.Count).All(i => Enumerable.Range(0, elements.Count).All(j => i == j || !below(elements[i], elements[j])));

    private static bool Sorted<T>(IReadOnlyList<T> elements)
        where T : IComparable<T> => elements.Zip(elements.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) < 0);
}
