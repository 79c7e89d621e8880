using Trapeze.Core.Labels;

namespace Trapeze.Bench.Labels;

/// <summary>The judgement that every operation makes at least once.</summary>
internal sealed class FlowsToBenchmark : IBenchmark
{
    public string Name => "labels.flows";

    public string Claim => "FlowsTo on interned labels: at most 10 ns and 0 B, also when the answer comes from the cache";

    public Task RunAsync(TextWriter report)
    {
        var order = RetailOrder.Create();
        var alice = order.Label("client", "alice-1b0c7a52");
        var bob = order.Label("client", "bob-5f21d9ae");
        var card = order.Label("card", new string("alice-1b0c7a52"));
        var owner = order.Label("owner");
        var company = order.Label("cardCompany");
        var both = alice.Join(bob);
        var three = both.Join(order.Label("photographer", "peter"));
        var either = alice.Meet(bob).Join(order.Label("photographer", "peter"));
        var vouched = both.WithIntegrity(order.FormulaOf("owner", parameter: null));

        Interleaved.Run(report, rounds: 15, operations: 4_000_000,
            ("the same label", count => Ask(count, alice, alice, expected: true)),
            ("client ⊑ owner", count => Ask(count, alice, owner, expected: true)),
            ("client ⊑ its card (parameters equal)", count => Ask(count, alice, card, expected: true)),
            ("client ⋢ another client", count => Ask(count, alice, bob, expected: false)),
            ("owner ⋢ card company", count => Ask(count, owner, company, expected: false)),
            ("a & b ⊑ a & b & p (cached)", count => Ask(count, both, three, expected: true)),
            ("a & b ⋢ (a | b) & p (cached)", count => Ask(count, both, either, expected: false)),
            ("vouched a & b ⊑ owner (cached, twice)", count => Ask(count, vouched, owner, expected: true)));

        Interleaved.Run(report, rounds: 15, operations: 200_000,
            ("join, comparable", count => Combine(count, alice, owner)),
            ("join, a & b, alive", count => Combine(count, alice, bob)),
            ("join, (a & b) & (…), alive", count => Combine(count, both, either)),
            ("look up client(alice)", count => LookUp(count, order)),
            ("parse client(alice)", count => Parse(count, order, "client(alice-1b0c7a52)")),
            ("parse a & b & p", count => Parse(count, order, three.ToString())));
        GC.KeepAlive(both.Join(either));
        return Task.CompletedTask;
    }

    private static void Ask(int count, Label lower, Label upper, bool expected)
    {
        for (var i = 0; i < count; i++)
        {
            if (lower.FlowsTo(upper) != expected)
            {
                throw new InvalidOperationException("wrong answer");
            }
        }
    }

    private static void Combine(int count, Label left, Label right)
    {
        var kept = left.Join(right);
        for (var i = 0; i < count; i++)
        {
            if (!ReferenceEquals(left.Join(right), kept))
            {
                throw new InvalidOperationException("not interned");
            }
        }
    }

    private static void LookUp(int count, LabelOrder order)
    {
        var kept = order.Label("client", "alice-1b0c7a52");
        for (var i = 0; i < count; i++)
        {
            if (!ReferenceEquals(order.Label("client", "alice-1b0c7a52"), kept))
            {
                throw new InvalidOperationException("not interned");
            }
        }
    }

    private static void Parse(int count, LabelOrder order, string text)
    {
        var kept = order.Parse(text);
        for (var i = 0; i < count; i++)
        {
            if (!ReferenceEquals(order.Parse(text), kept))
            {
                throw new InvalidOperationException("not interned");
            }
        }
    }
}
