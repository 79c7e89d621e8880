using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Core.Tests.Labels;

/// <summary>The formulas against their meaning, brute force over every monotone assignment.</summary>
public sealed class FlowsToModelTests
{
    [Fact]
    public void FlowsTo_AnyTwoFormulas_AgreesWithTheMeaning()
    {
        int flows = 0, refused = 0, equal = 0;
        Law.Holds(Tape.Any, bytes =>
        {
            var tape = new Tape(bytes);
            var order = OrderCase.Draw(tape);
            var (left, right) = (Expression.Draw(tape, order), Expression.Draw(tape, order));
            var expected = left.Implies(right, order);
            var same = expected && right.Implies(left, order);
            _ = expected ? flows++ : refused++;
            equal += same ? 1 : 0;
            var (f, g) = (left.ToFormula(order), right.ToFormula(order));
            return f.FlowsTo(g) == expected && f.Equals(g) == same && ReferenceEquals(f, g) == same;
        });

        Assert.True(Math.Min(flows, refused) > (flows + refused) / 20 && equal > (flows + refused) / 50, $"the cases say little: {flows} flow, {refused} do not, {equal} are equal");
    }

    [Fact]
    public void FlowsTo_Atoms_IsTheDeclaredOrder()
    {
        Law.Holds(Tape.Any, bytes =>
        {
            var order = OrderCase.Draw(new Tape(bytes));
            return Pairs(order).All(pair => order.FormulaOf(order.Atoms[pair.Lower]).FlowsTo(order.FormulaOf(order.Atoms[pair.Upper]))
                == order.IsBelow(pair.Lower, pair.Upper));
        });
    }

    [Fact]
    public void Relate_AnyTwoKinds_AgreesWithTheAtoms()
    {
        Law.Holds(Tape.Any, bytes =>
        {
            var order = OrderCase.Draw(new Tape(bytes));
            return Pairs(order).All(pair =>
            {
                var (lower, upper) = (order.Atoms[pair.Lower], order.Atoms[pair.Upper]);
                var relation = order.Order.Relate(order.Order.Kinds[lower.Kind], order.Order.Kinds[upper.Kind]);
                var sameParameter = lower.Parameter == upper.Parameter;
                return order.IsBelow(pair.Lower, pair.Upper)
                    == (relation == KindRelation.Every || (relation == KindRelation.SameParameter && sameParameter));
            });
        });
    }

    [Fact]
    public void FlowsTo_CachedOrNot_IsTheSame()
    {
        Law.Holds(Tape.Any, bytes =>
        {
            var tape = new Tape(bytes);
            var order = OrderCase.Draw(tape);
            var formulas = Enumerable.Range(0, 6).Select(_ => Expression.Draw(tape, order).ToFormula(order)).ToArray();
            return formulas.All(f => formulas.All(g =>
            {
                var uncached = FormulaAlgebra.IsBelow(f.ClauseArray, g.ClauseArray);
                return f.FlowsTo(g) == uncached && f.FlowsTo(g) == uncached;
            }));
        }, count: 300);
    }

    [Fact]
    public void FlowsTo_MorePairsThanTheCacheHolds_StaysRight()
    {
        var order = LabelOrder.CreateBuilder().Declare("client", "id").Build();
        var pairs = Enumerable.Range(0, 120)
            .Select(i => order.FormulaOf("client", $"{i}").Join(order.FormulaOf("client", $"{(i + 1) % 120}")))
            .ToArray();

        for (var round = 0; round < 2; round++)
        {
            foreach (var f in pairs)
            {
                foreach (var g in pairs)
                {
                    Assert.Equal(FormulaAlgebra.IsBelow(f.ClauseArray, g.ClauseArray), f.FlowsTo(g));
                }
            }
        }
    }

    // Pairs that share the cache's slot, one after the other, with different answers.
    [Fact]
    public void FlowsTo_ManyAbovesOfOneBelow_AreNotTakenForEachOther()
    {
        var order = LabelOrder.CreateBuilder().Declare("client", "id").Build();
        var clients = Enumerable.Range(0, 300).Select(i => order.FormulaOf("client", $"{i}")).ToArray();
        var joins = clients.Skip(1).Aggregate(new List<Formula> { clients[0] }, (all, next) => [.. all, all[^1].Join(next)]);
        for (var lower = 0; lower + 1 < clients.Length; lower += 10)
        {
            var pair = clients[lower].Join(clients[lower + 1]);
            for (var upper = 1; upper < joins.Count; upper++)
            {
                var other = upper % 2 == 0 ? joins[upper] : clients[upper].Join(clients[0]);
                Assert.Equal((upper % 2 == 0 && upper > lower) || other.Equals(pair), pair.FlowsTo(other));
            }
        }
    }

    private static IEnumerable<(int Lower, int Upper)> Pairs(OrderCase order) =>
        from lower in Enumerable.Range(0, order.Atoms.Count) from upper in Enumerable.Range(0, order.Atoms.Count) select (lower, upper);
}
