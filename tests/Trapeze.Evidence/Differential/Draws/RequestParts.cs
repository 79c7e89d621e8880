using Amazon.DynamoDBv2.Model;
using Trapeze.Store;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws the parameters of one request of one table, or of one action of it: its expressions share their placeholders.</summary>
internal sealed class RequestParts
{
    public RequestParts(Chance chance, IReadOnlyList<TableDefinition> tables, bool isOfIndex = false)
    {
        Chance = chance;
        Own = chance.From(isOfIndex ? [.. tables.Where(table => table.Indexes.Length > 0)] : tables);
        Index = isOfIndex ? chance.From(Own.Indexes) : null;
        Seen = Index is null ? Own : IndexKeys.Through(Own, Index);
        Values = new ValueDraw(chance);
        Items = new ItemDraw(chance, Values);
        Func<string, bool> shows = Index is null ? _ => true : attribute => IndexKeys.Shows(Own, Index, attribute);
        HasMore = Attributes.Usual.Any(attribute => shows(attribute.Name) && attribute.Name != Seen.Hash.Name && attribute.Name != Seen.Sort?.Name);
        Expressions = new ExpressionDraw(chance, Seen, Values, Items, shows);
        Legacy = new LegacyDraw(chance, Seen, Values, Items, shows);
    }

    public Chance Chance { get; }

    /// <summary>The table.</summary>
    public TableDefinition Own { get; }

    /// <summary>The index that is read; <see langword="null"/> for the table itself.</summary>
    public IndexDefinition? Index { get; }

    /// <summary>The table as the index has it.</summary>
    public TableDefinition Seen { get; }

    /// <summary>Whether there is more to see than the keys that are asked for.</summary>
    public bool HasMore { get; }

    public ValueDraw Values { get; }

    public ItemDraw Items { get; }

    public ExpressionDraw Expressions { get; }

    public LegacyDraw Legacy { get; }

    /// <summary>An item of the key.</summary>
    public Dictionary<string, AttributeValue> With(Dictionary<string, AttributeValue> key)
    {
        var item = Items.Item(Own);
        foreach (var (name, value) in key)
        {
            item[name] = value;
        }

        return item;
    }

    /// <summary>Different keys, but for a mistake.</summary>
    public List<Dictionary<string, AttributeValue>> Keys(int most)
    {
        if (most > 25)
        {
            return [.. Enumerable.Range(0, most).Select(Items.Numbered(Own))];
        }

        var keys = Enumerable.Range(0, 1 + Chance.Next(most)).Select(_ => Items.Key(Own)).ToList();
        return Chance.Mistake(5) ? keys : [.. keys.DistinctBy(Answers.ValueText.Of, StringComparer.Ordinal)];
    }

    public string? TableName() => Chance.Mistake(1) ? Chance.Pick("nowhere", "x", "a b", null) : Own.Name;

    public Dictionary<string, AttributeValue>? Key() => Chance.Mistake(1) ? null : Items.Key(Own);

    public bool? Consistent() => Chance.Pick<bool?>(null, true, false);

    // DynamoDB Local makes a write before it looks at what it does not know: only reads make that mistake.
    public string? Counted(bool isRead = false) =>
        Chance.Of(75) ? null : isRead && Chance.Mistake(5) ? "MOST" : Chance.Pick("TOTAL", "TOTAL", "INDEXES", "NONE");

    public string? OnFailure() => Chance.Of(80) ? null : Chance.Mistake(5) ? "ALL_NEW" : Chance.Pick("ALL_OLD", "ALL_OLD", "NONE");

    public string? Returns(string right, params ReadOnlySpan<string> wrong) => Chance.Mistake(5) ? wrong[Chance.Next(wrong.Length)] : Chance.Flip() ? right : null;

    public int? Limit() => Chance.Mistake(2) ? Chance.Pick(0, -1) : Chance.Of(45) ? 1 + Chance.Next(5) : Chance.Of(10) ? 1000 : null;

    public string? Select(bool projects) =>
        Chance.Mistake(6) ? Chance.Pick("COUNT", "SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "MOST")
        : Chance.Of(70) ? null
        : projects ? "SPECIFIC_ATTRIBUTES"
        : Index is null ? Chance.Pick("COUNT", "ALL_ATTRIBUTES")
        : Index is { Hash: not null, Projects: not null } ? Chance.Pick("COUNT", "ALL_PROJECTED_ATTRIBUTES")
        : Chance.Pick("COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");

    public string? Operator(int count) => Chance.Mistake(5) ? Chance.Pick("XOR", "OR", "AND") : count > 1 && Chance.Of(60) ? Chance.Pick("OR", "AND") : null;

    public (string? Expression, List<string>? Attributes) Projection(bool expressionOnly = false) => Chance.Next(expressionOnly ? 8 : 10) switch
    {
        < 4 => (null, null),
        < 8 => (Expressions.Projection(), Chance.Mistake(3) ? Legacy.AttributesToGet() : null),
        _ => (null, Legacy.AttributesToGet()),
    };

    public (string? Expression, Dictionary<string, ExpectedAttributeValue>? Expected, string? Operator) Condition(bool legacyOnly = false, bool expressionOnly = false)
    {
        if (!legacyOnly && (expressionOnly || Chance.Of(45)))
        {
            return (Expressions.Condition(), Chance.Mistake(3) ? Legacy.Expected() : null, Chance.Mistake(2) ? "AND" : null);
        }

        if (legacyOnly || Chance.Of(25))
        {
            var expected = Legacy.Expected();
            return (null, expected, Operator(expected.Count));
        }

        return (null, null, Chance.Mistake(1) ? "OR" : null);
    }

    public (Dictionary<string, string>? Names, Dictionary<string, AttributeValue>? Values) Placeholders() => (Expressions.Names, Expressions.Values);
}
