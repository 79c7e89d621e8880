using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Labels;

/// <summary>A declared order, and what it means for a few atoms, worked out atom by atom without the code under test.</summary>
internal sealed class OrderCase
{
    private static readonly string[] Parameters = ["a", "b"];

    private readonly bool[,] _below;

    private OrderCase(IReadOnlyList<bool> families, IReadOnlyList<(int Lower, int Upper, KindRelation Relation)> steps)
    {
        Families = families;
        Steps = steps;
        var builder = LabelOrder.CreateBuilder();
        for (var kind = 0; kind < families.Count; kind++)
        {
            builder.Declare(NameOf(kind), families[kind] ? "id" : null);
        }

        foreach (var (lower, upper, relation) in steps)
        {
            builder.Below(NameOf(lower), NameOf(upper), relation);
        }

        Order = builder.Build();
        Atoms = [.. Enumerable.Range(0, families.Count).SelectMany(kind => families[kind]
            ? Parameters.Select(parameter => new GroundAtom(kind, parameter))
            : [new GroundAtom(kind, null)])];
        _below = Close();
    }

    public IReadOnlyList<bool> Families { get; }

    public IReadOnlyList<(int Lower, int Upper, KindRelation Relation)> Steps { get; }

    public LabelOrder Order { get; }

    public IReadOnlyList<GroundAtom> Atoms { get; }

    public static OrderCase Retail { get; } = new(
        [false, true, true, true, false, false],
        [
            (0, 1, KindRelation.Every), (0, 3, KindRelation.Every), (1, 4, KindRelation.Every), (3, 4, KindRelation.Every),
            (1, 2, KindRelation.SameParameter), (2, 5, KindRelation.Every),
        ]);

    public static OrderCase Diamond { get; } = new(
        [false, false, false, false],
        [(0, 1, KindRelation.Every), (0, 2, KindRelation.Every), (1, 3, KindRelation.Every), (2, 3, KindRelation.Every)]);

    public static OrderCase Total { get; } = new(
        [false, false, false, false, false],
        [(4, 3, KindRelation.Every), (3, 2, KindRelation.Every), (2, 1, KindRelation.Every), (1, 0, KindRelation.Every)]);

    public static string NameOf(int kind) => $"k{kind}";

    public static OrderCase Draw(Tape tape)
    {
        switch (tape.Next(8))
        {
            case 1:
                return Retail;
            case 2:
                return Diamond;
            case 3:
                return Total;
        }

        var families = Enumerable.Range(0, 2 + tape.Next(4)).Select(_ => tape.Flip()).ToArray();
        var shuffled = Enumerable.Range(0, families.Length).OrderBy(_ => tape.Next(256)).ToArray();
        var steps = new List<(int, int, KindRelation)>();
        for (var high = 1; high < shuffled.Length; high++)
        {
            for (var low = 0; low < high; low++)
            {
                var (lower, upper) = (shuffled[low], shuffled[high]);
                switch (tape.Next(4))
                {
                    case 2:
                        steps.Add((lower, upper, KindRelation.Every));
                        break;
                    case 3 when families[lower] && families[upper]:
                        steps.Add((lower, upper, KindRelation.SameParameter));
                        break;
                }
            }
        }

        return new OrderCase(families, steps);
    }

    public Formula FormulaOf(GroundAtom atom) => Order.FormulaOf(NameOf(atom.Kind), atom.Parameter);

    /// <summary>Whether the atom of index <paramref name="lower"/> is, or is below, that of index <paramref name="upper"/>.</summary>
    public bool IsBelow(int lower, int upper) => _below[lower, upper];

    /// <summary>Every way to say yes or no to the atoms that says yes to whatever is above a yes, as bit masks.</summary>
    public IEnumerable<int> MonotoneAssignments()
    {
        for (var mask = 0; mask < 1 << Atoms.Count; mask++)
        {
            if (IsMonotone(mask))
            {
                yield return mask;
            }
        }
    }

    // Floyd–Warshall over the atoms themselves.
    private bool[,] Close()
    {
        var below = new bool[Atoms.Count, Atoms.Count];
        for (var i = 0; i < Atoms.Count; i++)
        {
            for (var j = 0; j < Atoms.Count; j++)
            {
                below[i, j] = i == j || Steps.Any(step => step.Lower == Atoms[i].Kind && step.Upper == Atoms[j].Kind
                    && (step.Relation == KindRelation.Every || Atoms[i].Parameter == Atoms[j].Parameter));
            }
        }

        for (var k = 0; k < Atoms.Count; k++)
        {
            for (var i = 0; i < Atoms.Count; i++)
            {
                for (var j = 0; j < Atoms.Count; j++)
                {
                    below[i, j] |= below[i, k] && below[k, j];
                }
            }
        }

        return below;
    }

    private bool IsMonotone(int mask)
    {
        for (var i = 0; i < Atoms.Count; i++)
        {
            for (var j = 0; j < Atoms.Count; j++)
            {
                if (_below[i, j] && (mask & (1 << i)) != 0 && (mask & (1 << j)) == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
