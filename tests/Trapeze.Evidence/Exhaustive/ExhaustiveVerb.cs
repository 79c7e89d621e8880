using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>The exhaustive check at its full bound.</summary>
public sealed class ExhaustiveVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "exhaustive";

    /// <inheritdoc/>
    public string Shows => "every small store and every interleaving of two threads: no step leaks (or `exhaustive small`)";

    /// <inheritdoc/>
    public async Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var bound = arguments.Contains("small", StringComparer.Ordinal) ? Bound.Small : Bound.Full;
        await output.WriteLineAsync(
            $"2 keys; ≤ {bound.Writes} writes or deletes on the one and ≤ {bound.OtherWrites} on the other, of {bound.Values} value(s), at 4 labels; "
            + "every instruction at every label; every observer who sees some labels and not others;\n"
            + $"activations: every label, start, reply, {(bound.Everything ? "register and pending event" : "result, and an event pending")} over every key of one write or delete, and every answer of the channels;\n"
            + $"threads: 2 of 2 instructions from {bound.PairWords}, and of 3 from {bound.TripleWords}, at every label, with what they start, in every order\n");
        var (total, singles, watch, verdict) = (default(Count), 0L, Stopwatch.StartNew(), new Verdict());
        foreach (var (stage, count) in ExhaustiveCheck.Run(bound, verdict))
        {
            total += count;
            singles += count.Schedules == 0 ? count.Steps : 0;
            await output.WriteLineAsync(Text($"{stage,-50} {(count.Schedules == 0 ? count.States : count.Schedules),12:N0} {(count.Schedules == 0 ? "states   " : "schedules")} {count.Steps,13:N0} steps {count.Comparisons,13:N0} comparisons {watch.Elapsed.TotalSeconds,6:F1} s"));
            if (!verdict.Holds)
            {
                await output.WriteLineAsync($"\n{verdict.Finding}");
                return false;
            }
        }

        await output.WriteLineAsync(Text($"\n{singles:N0} single steps, no two from the same state with the same instruction, and {total.Steps - singles:N0} in {total.Schedules:N0} complete schedules of two threads;"));
        await output.WriteLineAsync(Text($"{total.Steps:N0} steps and {total.Comparisons:N0} comparisons in {watch.Elapsed.TotalSeconds:F1} s on {Environment.ProcessorCount} processors: no difference"));
        return true;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
