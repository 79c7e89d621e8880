using FsCheck;
using FsCheck.Fluent;
using Trapeze.Core.Labels;

namespace Trapeze.Store.Tests;

/// <summary>Random orders and labels, decoded from bytes so that they shrink well.</summary>
internal sealed class LabelCases(byte[] tape)
{
    private int _at;

    public static Gen<byte[]> Tapes(int size) => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), size);

    public int Below(int bound) => _at < tape.Length ? tape[_at++] % bound : 0;

    public LabelOrder Order()
    {
        var builder = LabelOrder.CreateBuilder();
        var families = new List<bool>();
        for (var kind = 0; kind < 3 + Below(4); kind++)
        {
            families.Add(Below(2) == 0);
            builder.Declare($"k{kind}", families[^1] ? "id" : null);
        }

        for (var lower = 0; lower < families.Count; lower++)
        {
            for (var upper = lower + 1; upper < families.Count; upper++)
            {
                switch (Below(4))
                {
                    case 0:
                        builder.Below($"k{lower}", $"k{upper}");
                        break;
                    case 1 when families[lower] && families[upper]:
                        builder.Below($"k{lower}", $"k{upper}", KindRelation.SameParameter);
                        break;
                }
            }
        }

        return builder.Build();
    }

    public Label Label(LabelOrder order) => Below(3) == 0 ? order.Label(Formula(order), Formula(order)) : order.Label(Formula(order));

    public Formula Formula(LabelOrder order)
    {
        if (Below(24) == 23)
        {
            return order.EveryFormula;
        }

        var formula = order.NoFormula;
        for (var clauses = Below(4); clauses > 0; clauses--)
        {
            var clause = Atom(order);
            for (var more = Below(3); more > 0; more--)
            {
                clause = clause.Meet(Atom(order));
            }

            formula = formula.Join(clause);
        }

        return formula;
    }

    private Formula Atom(LabelOrder order)
    {
        var kind = order.Kinds[Below(order.Kinds.Length)];
        return order.FormulaOf(kind.Name, kind.IsFamily ? ((string[])["a", "b", "*"])[Below(3)] : null);
    }
}
