using System.Collections.Immutable;
using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>A formula whose parameters may still be open: a join of clauses, each a meet of atoms (semantics §1).</summary>
/// <remarks>Not canonical: what is above what can depend on the parameters. No clause is ⊥, a clause without atoms is ⊤.</remarks>
internal sealed class FormulaTemplate(ImmutableArray<ImmutableArray<AtomTemplate>> clauses)
{
    /// <summary>The most clauses that a formula in a policy may come to.</summary>
    internal const int MaxClauses = 64;

    internal static FormulaTemplate Bottom { get; } = new([]);

    internal static FormulaTemplate Top { get; } = new([[]]);

    internal ImmutableArray<ImmutableArray<AtomTemplate>> Clauses { get; } = clauses;

    internal IEnumerable<AtomTemplate> Atoms => Clauses.SelectMany(clause => clause);

    internal bool IsTop => Clauses is [{ IsEmpty: true }];

    /// <summary>The atom, if the formula is nothing else.</summary>
    internal AtomTemplate? SingleAtom => Clauses is [[var atom]] ? atom : null;

    internal static FormulaTemplate Of(AtomTemplate atom) => new([[atom]]);

    internal FormulaTemplate Join(FormulaTemplate other) => new([.. Clauses, .. other.Clauses]);

    internal FormulaTemplate Meet(FormulaTemplate other) =>
        new([.. from c in Clauses from d in other.Clauses select ImmutableArray.Create([.. c, .. d])]);

    /// <summary>The formula with its parameters filled in; <see langword="null"/> if one of them has no usable value.</summary>
    internal Formula? Bind(LabelOrder order, Bindings bindings)
    {
        Formula? formula = null;
        foreach (var clause in Clauses)
        {
            Formula? meet = null;
            foreach (var atom in clause)
            {
                string? parameter = null;
                if (atom.Parameter is { } template && !bindings.TryFill(template, out parameter))
                {
                    return null;
                }

                var one = order.FormulaOf(atom.Kind.Name, parameter);
                meet = meet?.Meet(one) ?? one;
            }

            meet ??= order.EveryFormula;
            formula = formula?.Join(meet) ?? meet;
        }

        return formula ?? order.NoFormula;
    }

    public override string ToString() =>
        Clauses.IsEmpty ? "bottom" : string.Join(" & ", Clauses.Select(clause => Text(clause, bracketed: Clauses.Length > 1)));

    private static string Text(ImmutableArray<AtomTemplate> clause, bool bracketed) =>
        clause.Length switch
        {
            0 => "top",
            1 => clause[0].ToString(),
            _ => bracketed ? $"({string.Join(" | ", clause)})" : string.Join(" | ", clause),
        };
}
