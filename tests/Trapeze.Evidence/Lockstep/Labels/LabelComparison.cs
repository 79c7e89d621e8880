using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>Compares everything that labels do, between all pairs of a few.</summary>
internal sealed class LabelComparison(Meanings meanings)
{
    internal void Run(IReadOnlyList<LabelExpression> written, IReadOnlyList<Twin> twins)
    {
        var texts = twins.Select(twin => twin.Shipping.ToString()).ToList();
        for (var left = 0; left < twins.Count; left++)
        {
            Alone(written[left], twins[left], texts[left]);
            for (var right = 0; right < twins.Count; right++)
            {
                Pair(twins[left], twins[right]);
                Agree("equal texts", twins[left].Machine == twins[right].Machine, texts[left] == texts[right], twins[left], twins[right]);
            }
        }
    }

    private void Alone(LabelExpression written, Twin twin, string text)
    {
        var (machine, shipping) = twin;
        Same("the meaning", machine, shipping, twin, twin);
        Disagreement.Unless("clauses", Meanings.Text(meanings.ClausesOf(machine.Secrecy)), Clauses(shipping.Secrecy));
        Disagreement.Unless("clauses that vouch", Meanings.Text(meanings.ClausesOf(machine.Integrity)), Clauses(shipping.Integrity));
        Agree("the text, parsed", true, shipping.Order.TryParse(written.ToString(), out var parsed, out _) && shipping.Equals(parsed), twin, twin);
        Agree("the canonical text, parsed", true, shipping.Order.TryParse(text, out parsed, out _) && shipping.Equals(parsed), twin, twin);
    }

    private void Pair(Twin a, Twin b)
    {
        var ((left, x), (right, y)) = (a, b);
        Agree("FlowsTo", left.FlowsTo(right), x.FlowsTo(y), a, b);
        Agree("FlowsTo of formulas", Model.Label.FormulaFlows(left.Secrecy, right.Secrecy), x.Secrecy.FlowsTo(y.Secrecy), a, b);
        Agree("Equals", left == right, x.Equals(y), a, b);
        Agree("equal hashes", true, left != right || x.GetHashCode() == y.GetHashCode(), a, b);
        Same("Join", left.Join(right), x.Join(y), a, b);
        Same("Meet", new Model.Label(left.Secrecy | right.Secrecy, left.Integrity & right.Integrity), x.Meet(y), a, b);
        Same("WithIntegrity", left with { Integrity = right.Integrity }, x.WithIntegrity(y.Integrity), a, b);
    }

    private static string Clauses(Core.Labels.Formula formula) => Meanings.Text(formula.Clauses.Select(clause => clause.Atoms.Select(Meanings.Name)));

    private static void Agree(string what, bool expected, bool actual, Twin a, Twin b)
    {
        if (expected != actual)
        {
            throw new Disagreement($"{what}: {a.Shipping}, {b.Shipping}", $"{expected}", $"{actual}");
        }
    }

    private void Same(string what, Model.Label expected, Core.Labels.Label actual, Twin a, Twin b)
    {
        if (expected != meanings.Of(actual))
        {
            throw new Disagreement($"{what}: {a.Shipping}, {b.Shipping}", meanings.Text(expected), $"{actual}");
        }
    }
}
