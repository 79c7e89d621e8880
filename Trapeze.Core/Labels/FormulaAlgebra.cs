namespace Trapeze.Core.Labels;

/// <summary>⊑, ⊔ and ⊓ on canonical clauses.</summary>
/// <remarks>semantics §1.</remarks>
internal static class FormulaAlgebra
{
    /// <summary>How many atoms the clauses of a meet may have together before they are made canonical.</summary>
    internal const int MaxProductAtoms = 4_096;

    internal static bool IsBelow(ReadOnlySpan<Clause> lower, ReadOnlySpan<Clause> upper)
    {
        foreach (var clause in lower)
        {
            var covered = false;
            foreach (var above in upper)
            {
                if (clause.IsBelow(above))
                {
                    covered = true;
                    break;
                }
            }

            if (!covered)
            {
                return false;
            }
        }

        return true;
    }

    internal static Clause[] Join(ReadOnlySpan<Clause> left, ReadOnlySpan<Clause> right) =>
        Antichain.Union(left, right, static (upper, lower) => lower.IsBelow(upper));

    /// <exception cref="LabelTooLargeException">There are more than <see cref="MaxProductAtoms"/> atoms on the way.</exception>
    internal static Clause[] Meet(Clause[] left, Clause[] right)
    {
        if (((long)left.Length * CountAtoms(right)) + ((long)right.Length * CountAtoms(left)) > MaxProductAtoms)
        {
            throw new LabelTooLargeException();
        }

        return Antichain.Of(from c in left from d in right select c.Meet(d), static (upper, lower) => lower.IsBelow(upper));
    }

    private static int CountAtoms(Clause[] clauses) => clauses.Sum(clause => clause.Atoms.Length);
}
