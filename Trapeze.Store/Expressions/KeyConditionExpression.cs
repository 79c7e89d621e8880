using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Legacy;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>The key condition of a Query: one hash key and a range of sort keys. Immutable.</summary>
internal sealed class KeyConditionExpression
{
    private KeyConditionExpression(AttributeValue hash, KeyRange sort)
    {
        Hash = hash;
        Sort = sort;
    }

    /// <summary>The hash key's value.</summary>
    public AttributeValue Hash { get; }

    /// <summary>The range of sort keys; <see cref="KeyRange.All"/> if the condition names none.</summary>
    public KeyRange Sort { get; }

    /// <summary>Parses an expression; what it asks of which keys is looked at by <see cref="Of"/>, when all of the request's expressions are parsed.</summary>
    /// <exception cref="ValidationException">It is malformed.</exception>
    public static ConditionNode Parse(string text, Placeholders placeholders)
    {
        var reader = new TokenReader(text, "KeyConditionExpression", placeholders);
        return reader.Whole(() => new ConditionParser(reader).Parse(), SyntaxCheck.Condition, FunctionRules.WhyNot);
    }

    /// <summary>The key condition that a parsed expression is.</summary>
    /// <exception cref="ValidationException">It is none, or does not fit the table's key.</exception>
    public static KeyConditionExpression Of(ConditionNode parsed, KeySchema schema) => Create(KeyTests.Of(parsed), schema);

    /// <summary>Translates the legacy <c>KeyConditions</c>.</summary>
    /// <exception cref="ValidationException">They are malformed or do not fit the table's key.</exception>
    public static KeyConditionExpression FromConditions(Dictionary<string, Condition> conditions, KeySchema schema) =>
        Create(LegacyConditions.Keys(conditions), schema);

    private static KeyConditionExpression Create(IReadOnlyList<KeyTest> tests, KeySchema schema)
    {
        if (tests.Select(test => test.Attribute).Distinct(StringComparer.Ordinal).Count() < tests.Count)
        {
            throw new ValidationException("KeyConditionExpressions must only contain one condition per key");
        }

        if (tests.Count > 2)
        {
            throw new ValidationException("Conditions can be of length 1 or 2 only");
        }

        var hash = Find(tests, schema.Hash) ?? throw Missed(schema.Hash);
        if (tests.Count > (schema.Sort is null ? 1 : 2))
        {
            throw NotSupported();
        }

        EnsureType(hash, schema.Hash);
        if (hash.Kind != KeyTestKind.Equal)
        {
            throw NotSupported();
        }

        ItemValidation.EnsureKeyValue(schema.Hash, hash.First, isHash: true, schema.Index);
        if (tests.Count == 1)
        {
            return new(hash.First, KeyRange.All);
        }

        var sort = Find(tests, schema.Sort!) ?? throw Missed(schema.Sort!);
        EnsureSort(sort, schema.Sort!, schema.Index);
        return sort.Kind == KeyTestKind.BeginsWith && schema.Sort!.Kind == AttributeKind.N ? throw NotSupported() : new(hash.First, KeyRange.Of(sort));
    }

    private static KeyTest? Find(IReadOnlyList<KeyTest> tests, KeyAttribute attribute) =>
        tests.FirstOrDefault(test => string.Equals(test.Attribute, attribute.Name, StringComparison.Ordinal));

    private static ValidationException Missed(KeyAttribute attribute) => new($"Query condition missed key schema element: {attribute.Name}");

    private static ValidationException NotSupported() => new("Query key condition not supported");

    private static AttributeValue[] Values(KeyTest test) => test.Second is null ? [test.First] : [test.First, test.Second];

    private static void EnsureType(KeyTest test, KeyAttribute attribute)
    {
        if (Array.Exists(Values(test), value => AttributeKinds.Known(value) != attribute.Kind))
        {
            throw ItemValidation.Invalid("Condition parameter type does not match schema type");
        }
    }

    // What is too long for a sort key is told of before its type is looked at.
    private static void EnsureSort(KeyTest test, KeyAttribute attribute, string? index)
    {
        foreach (var value in Values(test))
        {
            ItemValidation.EnsureSortKeySize(ItemSize.Of(value));
        }

        EnsureType(test, attribute);
        foreach (var value in Values(test))
        {
            ItemValidation.EnsureKeyValue(attribute, value, isHash: false, index);
        }
    }
}
