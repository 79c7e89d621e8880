using System.Globalization;
using System.Text;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Policies;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>A policy, a few labels and a program.</summary>
internal sealed record MonitorCase(World World, IReadOnlyList<LabelExpression> Labels, IReadOnlyList<Operation> Program)
{
    private const int LabelCount = 7;
    private const int Length = 18;

    internal static MonitorCase Draw(World world, Dice dice) => new(
        world,
        [.. Enumerable.Range(0, LabelCount).Select(_ => LabelExpression.Draw(dice, world.Draft.Order))],
        [.. Enumerable.Range(0, Length).Select(_ => Operation.Draw(dice))]);

    /// <summary>Runs the program on both.</summary>
    /// <returns>What disagreed, and at which operation (-1: the labels themselves); <see langword="null"/> if nothing did.</returns>
    internal (int Step, Exception Reason)? Run(Tally tally)
    {
        var at = -1;
        try
        {
            var twins = Labels.Select(World.Twin).ToList();
            new LabelComparison(World.Meanings).Run(Labels, twins);
            var run = new MonitorRun(new ActivationTwins(World, keys: 1, tally), twins, tally);
            for (at = 0; at < Program.Count; at++)
            {
                run.RunAsync(Program[at]).GetAwaiter().GetResult();
            }

            return null;
        }
#pragma warning disable CA1031 // whatever the shipping code throws is a finding
        catch (Exception reason)
#pragma warning restore CA1031
        {
            return (at, reason);
        }
    }

    /// <summary>The case without every operation that it still disagrees without.</summary>
    internal MonitorCase Minimal()
    {
        var program = Program;
        for (var at = program.Count - 1; at >= 0; at--)
        {
            List<Operation> without = [.. program.Take(at), .. program.Skip(at + 1)];
            program = (this with { Program = without }).Run(new Tally()) is null ? program : without;
        }

        return this with { Program = program };
    }

    internal string Text()
    {
        var text = new StringBuilder();
        var found = Run(new Tally());
        text.Append(World.Draft.Yaml);
        for (var at = 0; at < Labels.Count; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"label {at}: {Labels[at]}\n");
        }

        for (var at = 0; at < Program.Count; at++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(at == found?.Step ? "→" : " ")} {at}: {Program[at]}\n");
        }

        return text.Append(found?.Reason is Disagreement disagreement ? disagreement.Message : found?.Reason.ToString() ?? "it does not happen again").ToString();
    }
}
