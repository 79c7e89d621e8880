using System.Collections.Immutable;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy.Sections;

/// <summary>Reads a table's <c>indexes:</c>.</summary>
/// <param name="problems">Where problems go.</param>
/// <param name="hash">The table's key; <see langword="null"/> if it could not be read.</param>
/// <param name="sort">The table's second key attribute.</param>
/// <param name="hasSort">Whether the table has a <c>sort</c>, read or not.</param>
internal sealed class IndexesSection(DiagnosticBag problems, KeyAttribute? hash, KeyAttribute? sort, bool hasSort)
{
    // DynamoDB's own bounds: 20 global indexes and 5 local ones, and names of 3 characters or more.
    private const int MostGlobal = 20;
    private const int MostLocal = 5;
    private const int ShortestName = 3;

    private readonly KeyAttributes _attributes = new(problems);
    private readonly Dictionary<string, KeyType> _types = new(StringComparer.Ordinal);

    internal ImmutableArray<IndexPolicy> Read(MappingEntry? section)
    {
        foreach (var attribute in new[] { hash, sort }.OfType<KeyAttribute>())
        {
            _types.TryAdd(attribute.Name, attribute.Type);
        }

        var indexes = ImmutableArray.CreateBuilder<IndexPolicy>();
        var (global, local) = (0, 0);
        foreach (var (key, value) in Shape.Entries(section, "such as `indexes: { byOwner: { key: owner } }`", problems))
        {
            if (IsName(key) && ReadIndex(key, value) is { } index)
            {
                indexes.Add(index);
                var tooMany = index.Hash is null ? ++local > MostLocal : ++global > MostGlobal;
                if (tooMany)
                {
                    problems.Error(
                        DiagnosticCode.TooManyIndexes, key.Span, $"`{key.Text}` is one index too many", $"a table has at most {MostGlobal} indexes with a `key` of their own, and {MostLocal} without");
                }
            }
        }

        return indexes.ToImmutable();
    }

    private bool IsName(ScalarNode key)
    {
        if (!Shape.IsName(key, problems))
        {
            return false;
        }

        if (key.Text.Length < ShortestName)
        {
            problems.Error(DiagnosticCode.NotAName, key.Span, $"`{key.Text}` is too short for an index's name", $"it has at least {ShortestName} characters");
            return false;
        }

        return true;
    }

    private IndexPolicy? ReadIndex(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "an index", ["key", "sort", "projects"], problems) is not { } fields)
        {
            return null;
        }

        var (ownText, orderText) = (fields.OptionalText("key", "owner"), fields.OptionalText("sort", "at number"));
        var (own, order) = (Key(ownText), Key(orderText));
        if (!fields.Has("key") && !fields.Meant("key"))
        {
            EnsureLocal(key, fields);
        }

        var first = own ?? (fields.Has("key") ? null : hash);
        if (first is not null && order is not null && string.Equals(first.Name, order.Name, StringComparison.Ordinal))
        {
            problems.Error(DiagnosticCode.KeyTwice, orderText!.Span, $"`{order.Name}` is the index's `key` already", "`sort:` names a second attribute, or is left out");
        }

        return new IndexPolicy(key.Text, own, order, Projects(fields));
    }

    private void EnsureLocal(ScalarNode key, Fields fields)
    {
        if (!fields.Has("sort") && !fields.Meant("sort"))
        {
            problems.Error(DiagnosticCode.IndexKey, key.Span, $"the index `{key.Text}` needs `key`, `sort`, or both", "`key:` names the attribute that finds a row through the index");
        }
        else if (!hasSort)
        {
            problems.Error(
                DiagnosticCode.IndexKey,
                key.Span,
                $"the index `{key.Text}` needs a `key`: its table has no `sort`",
                "an index without `key` gives the rows of one key of the table another order, and this table has one row for a key");
        }
    }

    private KeyAttribute? Key(ScalarNode? text)
    {
        if (_attributes.Read(text) is not { } attribute)
        {
            return null;
        }

        if (!_types.TryAdd(attribute.Name, attribute.Type) && _types[attribute.Name] != attribute.Type)
        {
            problems.Error(
                DiagnosticCode.KeyTypes,
                text!.Span,
                $"`{attribute.Name}` is {Word(attribute.Type)} here, and {Word(_types[attribute.Name])} before",
                "an attribute that is a key of the table or of several indexes has one type");
            return null;
        }

        return attribute;
    }

    // Null: everything.
    private ImmutableArray<string>? Projects(Fields fields)
    {
        switch (fields.Optional("projects"))
        {
            case null or ScalarNode { Text: "all" }:
                return null;
            case ScalarNode { Text: "keys" }:
                return [];
            case SequenceNode list:
                return [.. fields.OneOrMany(list, "projects", "title").Select(_attributes.ReadName).OfType<string>()];
            case var other:
                problems.Error(
                    DiagnosticCode.Projects,
                    other.Span,
                    other is ScalarNode text ? $"{DiagnosticText.Quote(text.Text)} is not what an index can hold" : $"`projects` is text or a list, not {other.Shape}",
                    "write `all`, `keys`, or the attributes beside the keys as a list, such as `[title]`");
                return null;
        }
    }

    private static string Word(KeyType type) => type switch { KeyType.Number => "a number", KeyType.Binary => "binary", _ => "text" };
}
