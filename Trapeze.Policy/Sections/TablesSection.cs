using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>tables:</c>: their names and keys.</summary>
internal sealed class TablesSection(DiagnosticBag problems)
{
    private const int LongestAttribute = 255;

    internal List<Declared<TablePolicy?>> Read(MappingEntry? section)
    {
        var tables = new List<Declared<TablePolicy?>>();
        foreach (var (key, value) in Shape.Entries(section, "such as `catalog: { key: id }`", problems))
        {
            if (Shape.IsName(key, problems))
            {
                tables.Add(new Declared<TablePolicy?>(key.Text, key.Span, ReadTable(key, value)));
            }
        }

        return tables;
    }

    private TablePolicy? ReadTable(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a table", ["key", "sort"], problems) is not { } fields)
        {
            return null;
        }

        var hash = Attribute(fields.RequiredText("key", "`key:` names the attribute that finds a row", "id"));
        var sortText = fields.OptionalText("sort", "at number");
        var sort = Attribute(sortText);
        if (hash is not null && sort is not null && string.Equals(hash.Name, sort.Name, StringComparison.Ordinal))
        {
            problems.Error(DiagnosticCode.KeyTwice, sortText!.Span, $"`{sort.Name}` is the table's `key` already", "`sort:` names a second attribute, or is left out");
        }

        return hash is null ? null : new TablePolicy(key.Text, hash, sort);
    }

    private KeyAttribute? Attribute(ScalarNode? text)
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
}
