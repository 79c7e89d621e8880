using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Text, list or mapping: what stands where, and what may be a name.</summary>
internal static class Shape
{
    private const int LongestName = 128;

    internal static void Wrong(SyntaxNode node, string expected, string hint, DiagnosticBag problems, SourceSpan place)
    {
        var missing = node is ScalarNode { IsMissing: true };
        problems.Error(
            missing ? DiagnosticCode.MissingValue : DiagnosticCode.WrongShape,
            missing ? place : node.Span,
            missing ? $"{expected}, and nothing is here" : $"{expected}, not {node.Shape}",
            hint);
    }

    /// <summary>The entries of a section; none if it is left out, or empty.</summary>
    internal static IEnumerable<MappingEntry> Entries(MappingEntry? section, string example, DiagnosticBag problems)
    {
        switch (section?.Value)
        {
            case null or ScalarNode { IsMissing: true }:
                return [];
            case MappingNode mapping:
                return mapping.Entries;
            default:
                Wrong(section.Value, $"the section `{section.Key.Text}` is a mapping", example, problems, section.Key.Span);
                return [];
        }
    }

    /// <summary>Whether a name can name a function, channel, table or declassifier; if not, that is reported.</summary>
    internal static bool IsName(ScalarNode node, DiagnosticBag problems)
    {
        if (node.Text.Length <= LongestName && char.IsAsciiLetter(node.Text[0]) && node.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            return true;
        }

        problems.Error(
            DiagnosticCode.NotAName,
            node.Span,
            $"{DiagnosticText.Quote(node.Text)} cannot be a name",
            $"a name begins with a letter, goes on with letters, digits, `-`, `_` and `.`, and is at most {LongestName} long");
        return false;
    }
}
