using System.Globalization;
using System.Text;

namespace Trapeze.Policy.Diagnostics;

/// <summary>How diagnostics look.</summary>
internal static class DiagnosticText
{
    private const int WidestLine = 160;

    internal static string Headline(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == Severity.Warning ? "warning: " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{diagnostic.File}:{diagnostic.Span.Line}:{diagnostic.Span.Column}: {severity}{diagnostic.Message} [{diagnostic.Code}]");
    }

    internal static string Render(Diagnostic diagnostic)
    {
        var number = diagnostic.Span.Line.ToString(CultureInfo.InvariantCulture);
        var margin = new string(' ', number.Length);
        var (line, column) = Window(diagnostic.SourceLine, diagnostic.Span.Column - 1);
        var hint = diagnostic.Hint is null ? "" : $"{margin} = {diagnostic.Hint}\n";
        if (line.Length == 0 && column == 0)
        {
            return $"{Headline(diagnostic)}\n{hint}";
        }

        var carets = Math.Clamp(diagnostic.Span.Length, 1, Math.Max(1, line.Length - column));
        return new StringBuilder()
            .Append(Headline(diagnostic)).Append('\n')
            .Append(margin).Append(" |\n")
            .Append(number).Append(" |").Append(line.Length == 0 ? "" : " ").Append(line).Append('\n')
            .Append(margin).Append(" | ").Append(' ', column).Append('^', carets).Append('\n')
            .Append(hint)
            .ToString();
    }

    /// <summary>What shows a piece of the policy inside a message: one line, bounded, without control characters.</summary>
    internal static string Quote(string text) => $"`{Shown(text)}`";

    /// <summary>A piece of the policy as <see cref="Quote"/> shows it, without the backticks.</summary>
    internal static string Shown(string text)
    {
        const int Longest = 60;
        return Visible(text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…"));
    }

    private static (string Line, int Column) Window(string line, int column)
    {
        column = Math.Clamp(column, 0, line.Length);
        if (line.Length > WidestLine)
        {
            var from = Math.Clamp(column - (WidestLine / 2), 0, line.Length - WidestLine);
            line = line.Substring(from, WidestLine);
            column -= from;
        }

        return (Visible(line).TrimEnd(), column);
    }

    private static string Visible(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsVisible(source, i) ? source[i] : '�';
            }
        });

    // Format characters could turn the text round on a terminal and hide what the policy says.
    private static bool IsVisible(string text, int index) =>
        char.IsSurrogate(text[index])
            ? char.IsSurrogatePair(text, char.IsHighSurrogate(text[index]) ? index : Math.Max(0, index - 1))
            : CharUnicodeInfo.GetUnicodeCategory(text[index]) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
