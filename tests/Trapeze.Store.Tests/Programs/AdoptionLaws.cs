using Trapeze.Core.Labels;
using Trapeze.Store.Places;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Programs;

/// <summary>Policies that change between writes: what no policy in force ever superseded stays, and nothing is shown that the last one hides.</summary>
public sealed class AdoptionLaws
{
    private static readonly bool[] Families = [false, true, true, false, false];

    private sealed record Facet(string Label, string? Value)
    {
        public bool IsSuperseded { get; set; }
    }

    [Fact]
    public void Get_AfterAnyPolicies_IsAsNewAsTheNewestVisibleFacetThatNoneSuperseded()
    {
        int present = 0, absent = 0;
        Law.Holds(LabelCases.Tapes(200), tape =>
        {
            using var temporary = new TemporaryStore();
            var cases = new LabelCases(tape);
            var history = new List<Facet>();
            for (var policy = 0; policy < 3; policy++)
            {
                var order = Order(cases);
                var placement = new Placement(order);
                temporary.Store.AdoptAsync(order).GetAwaiter().GetResult();
                // What a policy refuses as too complex need not be found while it is in force.
                history.FindAll(facet => !LockstepTests.Fits(placement, order.Parse(facet.Label))).ForEach(facet => facet.IsSuperseded = true);
                Supersede(history, order);
                for (var write = 0; write < 5; write++)
                {
                    if (cases.Label(order) is var label && LockstepTests.Fits(placement, label))
                    {
                        Write(temporary.Store, label, history, cases.Below(5) == 0 ? null : $"{policy}.{write}");
                    }

                    Supersede(history, order);
                }

                if (cases.Below(2) == 0)
                {
                    temporary.Store.SweepAsync(1_000).GetAwaiter().GetResult();
                }

                foreach (var label in Enumerable.Range(0, 4).Select(_ => cases.Label(order)).Concat(history.Select(facet => order.Parse(facet.Label))).Where(label => LockstepTests.Fits(placement, label)))
                {
                    var value = Read(temporary.Store, label);
                    var visible = history.FindAll(facet => order.Parse(facet.Label).FlowsTo(label));
                    var newest = visible.FindLastIndex(facet => !facet.IsSuperseded);
                    Assert.True(
                        (newest < 0 && value is null) || visible.Skip(Math.Max(newest, 0)).Any(facet => facet.Value == value),
                        $"`{value}` at {label} of {string.Join("; ", visible.Select(facet => $"{facet.Label}: {facet.Value}{(facet.IsSuperseded ? "?" : "")}"))}");
                    present += value is null ? 0 : 1;
                    absent += value is null ? 1 : 0;
                }
            }
        }, 120);
        Assert.True(Math.Min(present, 5 * absent) > (present + absent) / 20, $"the cases are vacuous: {present} present, {absent} absent");
    }

    private static void Write(FacetedStore store, Label label, List<Facet> history, string? value)
    {
        using var client = store.ClientAt(label);
        if (value is null)
        {
            client.DeleteItemAsync("Plain", Key("k")).GetAwaiter().GetResult();
        }
        else
        {
            client.PutItemAsync("Plain", Item("k", value)).GetAwaiter().GetResult();
        }

        history.Add(new Facet(label.ToString(), value));
    }

    private static string? Read(FacetedStore store, Label label)
    {
        using var client = store.ClientAt(label);
        return client.GetItemAsync("Plain", Key("k")).GetAwaiter().GetResult().Item is { } item ? item["value"].S : null;
    }

    private static void Supersede(List<Facet> history, LabelOrder order)
    {
        for (var older = 0; older < history.Count; older++)
        {
            history[older].IsSuperseded |= history.Skip(older + 1).Any(newer => order.Parse(newer.Label).FlowsTo(order.Parse(history[older].Label)));
        }
    }

    private static LabelOrder Order(LabelCases cases)
    {
        var builder = LabelOrder.CreateBuilder();
        for (var kind = 0; kind < Families.Length; kind++)
        {
            builder.Declare($"k{kind}", Families[kind] ? "id" : null);
        }

        for (var lower = 0; lower < Families.Length; lower++)
        {
            for (var upper = lower + 1; upper < Families.Length; upper++)
            {
                switch (cases.Below(4))
                {
                    case 0:
                        builder.Below($"k{lower}", $"k{upper}");
                        break;
                    case 1 when Families[lower] && Families[upper]:
                        builder.Below($"k{lower}", $"k{upper}", KindRelation.SameParameter);
                        break;
                }
            }
        }

        return builder.Build();
    }
}
