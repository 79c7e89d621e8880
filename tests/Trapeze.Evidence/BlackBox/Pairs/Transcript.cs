using System.Collections.Immutable;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Everything of one run that the observer could see, and what the harness counted.</summary>
/// <param name="Seen">By where it was seen: the replies in order, then each channel.</param>
internal sealed record Transcript(ImmutableArray<(string Where, ImmutableArray<string> What)> Seen)
{
    /// <summary>What is wrong with this run alone.</summary>
    internal ImmutableArray<string> Complaints { get; init; } = [];

    internal long HiddenSteps { get; init; }

    /// <summary>How often each operation was done.</summary>
    internal ImmutableArray<long> Done { get; init; } = [.. new long[Enum.GetValues<Op>().Length]];

    /// <summary>The first place where two runs differ; <see langword="null"/> if they are the same.</summary>
    internal string? Against(Transcript other)
    {
        foreach (var ((where, one), (_, two)) in Seen.Zip(other.Seen))
        {
            for (var i = 0; i < Math.Max(one.Length, two.Length); i++)
            {
                var (left, right) = (At(one, i), At(two, i));
                if (!string.Equals(left, right, StringComparison.Ordinal))
                {
                    return $"{where}, number {i}:\n  one run: {left}\n  the other run: {right}";
                }
            }
        }

        return null;
    }

    private static string At(ImmutableArray<string> lines, int index) => index < lines.Length ? lines[index] : "(nothing)";
}
