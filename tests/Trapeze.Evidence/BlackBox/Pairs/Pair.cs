using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Two runs that differ only in what the observer may not see: the same visible requests, other secrets, other hidden requests.</summary>
internal sealed record Pair(int Id, ImmutableArray<Ask> Visible, Side One, Side Other)
{
    /// <summary>Public alone; or public, the left, and the one client whose name is the pair's.</summary>
    internal string Observer => ObserverOf(Kind, Id);

    internal string Name => Id.ToString(CultureInfo.InvariantCulture);

    internal PairKind Kind { get; init; }

    internal bool DiffersInSecrets => !One.Seeds.Select(ask => ask.ToString()).SequenceEqual(Other.Seeds.Select(ask => ask.ToString()), StringComparer.Ordinal);

    internal static string ObserverOf(PairKind kind, long id) =>
        kind == PairKind.Public ? "public" : string.Create(CultureInfo.InvariantCulture, $"left & client(a{id})");

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "what is visible", Visible.Select(ask => ask.ToString()));
        foreach (var (name, side) in new[] { ("one run", One), ("the other run", Other) })
        {
            Append(text, $"{name}, hidden before", side.Seeds.Select(ask => ask.ToString()));
            Append(text, $"{name}, hidden beside", side.Hidden.Select(hidden => hidden.ToString()));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IEnumerable<string> lines) =>
        text.Append("  ").Append(title).AppendLine(":").AppendJoin(Environment.NewLine, lines.Select(line => "    " + line).DefaultIfEmpty("    nothing")).AppendLine();
}
