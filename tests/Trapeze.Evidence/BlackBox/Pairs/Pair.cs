using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Two runs that differ only in what the observer may not see: the same visible requests, other secrets, other hidden requests.</summary>
internal sealed record Pair(int Id, ImmutableArray<Ask> Visible, Side One, Side Other)
{
    /// <summary>Public, the left, and the one client whose name is the pair's.</summary>
    internal string Observer => string.Create(CultureInfo.InvariantCulture, $"left & client(a{Id})");

    internal string Name => Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the pair is about what turns callers away, so that little of it is allowed.</summary>
    internal bool IsTight { get; init; }

    internal bool DiffersInSecrets => !One.Seeds.Select(ask => ask.ToString()).SequenceEqual(Other.Seeds.Select(ask => ask.ToString()), StringComparer.Ordinal);

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
