using System.Globalization;
using System.Text;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Policies;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>A policy, a few labels, and a program in two halves.</summary>
internal sealed record StoreProgram(World World, IReadOnlyList<LabelExpression> Labels, IReadOnlyList<StoreOperation> First, IReadOnlyList<StoreOperation> Second)
{
    private const int LabelCount = 5;
    private const int HalfLength = 11;

    internal static StoreProgram Draw(World world, Dice dice) => new(
        world,
        DrawLabels(dice, world.Draft.Order),
        [.. Enumerable.Range(0, 2).Select(_ => new StoreOperation(StoreOperationKind.Monitor, dice.NextBits()) { Calls = true }), .. DrawHalf(dice)],
        [.. DrawHalf(dice)]);

    private static IEnumerable<StoreOperation> DrawHalf(Dice dice) => Enumerable.Range(0, HalfLength).Select(_ => StoreOperation.Draw(dice));

    // Some of them see others: without that every view would be empty.
    private static List<LabelExpression> DrawLabels(Dice dice, DeclaredOrder order)
    {
        List<LabelExpression> labels = [];
        while (labels.Count < LabelCount)
        {
            labels.Add(dice.Next(4) switch
            {
                0 when labels.Count > 1 => dice.Pick(labels).Join(dice.Pick(labels)),
                1 => new(Expression.Draw(dice, order, depth: 0), dice.Next(6) == 0 ? Expression.Draw(dice, order, depth: 0) : null),
                2 when labels.Count == LabelCount - 1 => new(Expression.Top, null),
                _ => new(Expression.Draw(dice, order), dice.Next(6) == 0 ? Expression.Draw(dice, order, depth: 1) : null),
            });
        }

        return labels;
    }

    /// <summary>The program without each of its operations in turn, the last first.</summary>
    internal StoreProgram? Without(int at) =>
        at < First.Count ? this with { First = [.. First.Take(at), .. First.Skip(at + 1)] }
        : at - First.Count < Second.Count ? this with { Second = [.. Second.Take(at - First.Count), .. Second.Skip(at - First.Count + 1)] }
        : null;

    internal string Text(Interlude interlude, IEnumerable<string> trace)
    {
        var text = new StringBuilder(World.Draft.Yaml);
        for (var at = 0; at < Labels.Count; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"label {at}: {Labels[at]}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"between the halves: {interlude}\n").AppendJoin('\n', trace).ToString();
    }
}
