using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy.Sections;

/// <summary>Reads attributes: a name, and for those of a key a type behind it.</summary>
internal sealed class KeyAttributes(DiagnosticBag problems)
{
    private const int LongestAttribute = 255;

    /// <summary>A key attribute, such as <c>at number</c>.</summary>
    internal KeyAttribute? Read(ScalarNode? text)
    {
        if (text is null)
        {
            return null;
        }

        var words = text.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ([_] or [_, _]) || words[0].Length > LongestAttribute)
        {
            problems.Error(
                DiagnosticCode.NotAName, text.Span, $"{DiagnosticText.Quote(text.Text)} is not a key attribute", "write its name, and its type if that is not text: `id`, `at number`, `hash binary`");
            return null;
        }

        switch (words.ElementAtOrDefault(1))
        {
            case null:
                return new KeyAttribute(words[0], KeyType.String);
            case "number":
                return new KeyAttribute(words[0], KeyType.Number);
            case "binary":
                return new KeyAttribute(words[0], KeyType.Binary);
            default:
                problems.Error(
                    DiagnosticCode.KeyType,
                    text.Part(text.Text.LastIndexOf(words[1], StringComparison.Ordinal), words[1].Length),
                    $"{DiagnosticText.Quote(words[1])} is not a type of key",
                    "write `number` or `binary`, or nothing for text");
                return null;
        }
    }

    /// <summary>The name of an attribute that is no key.</summary>
    internal string? ReadName(ScalarNode? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Text.Length > LongestAttribute || text.Text.Contains(' ', StringComparison.Ordinal))
        {
            problems.Error(
                DiagnosticCode.NotAName,
                text.Span,
                $"{DiagnosticText.Quote(text.Text)} is not an attribute",
                $"write its name alone, without spaces, at most {LongestAttribute} long");
            return null;
        }

        return text.Text;
    }
}
