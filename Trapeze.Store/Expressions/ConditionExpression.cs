using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Legacy;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Expressions.Syntax;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>A ConditionExpression or FilterExpression, or the legacy parameters that mean the same. Immutable.</summary>
/// <remarks>Parsed anew for every request: a cache would be shared by labels, and what one has parsed is nothing another may time.</remarks>
internal sealed class ConditionExpression
{
    private readonly ConditionNode _root;
    private readonly ImmutableArray<DocumentPath> _paths;
    private readonly string _filterName;

    private ConditionExpression(ConditionNode root, IEnumerable<DocumentPath> paths, string filterName)
    {
        _root = root;
        _paths = [.. paths];
        _filterName = filterName;
    }

    /// <summary>The attributes that it names, or looks into.</summary>
    public IEnumerable<string> Attributes => _paths.Select(path => path.Attribute);

    /// <summary>Parses an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="placeholders">The request's names and values.</param>
    /// <param name="parameter">How messages call it: <c>ConditionExpression</c> or <c>FilterExpression</c>.</param>
    /// <exception cref="ValidationException">It is malformed.</exception>
    public static ConditionExpression Parse(string text, Placeholders placeholders, string parameter = "ConditionExpression")
    {
        var reader = new TokenReader(text, parameter, placeholders);
        return new(reader.Whole(() => new ConditionParser(reader).Parse(), SyntaxCheck.Condition, FunctionRules.WhyNot), reader.Paths, "Filter Expression");
    }

    /// <summary>Translates <c>Expected</c>; <c>null</c> if it expects nothing.</summary>
    /// <exception cref="ValidationException">It is malformed.</exception>
    public static ConditionExpression? FromExpected(Dictionary<string, ExpectedAttributeValue>? expected, string? conditionalOperator) =>
        Create(LegacyConditions.Expected(expected ?? []), conditionalOperator, "Expected");

    /// <summary>Translates <c>QueryFilter</c> or <c>ScanFilter</c>, as <paramref name="parameter"/> says; <c>null</c> if it filters nothing.</summary>
    /// <exception cref="ValidationException">It is malformed.</exception>
    public static ConditionExpression? FromFilter(Dictionary<string, Condition>? conditions, string? conditionalOperator, string parameter = "QueryFilter") =>
        Create(LegacyConditions.Filter(conditions ?? []), conditionalOperator, parameter);

    /// <summary>Whether <paramref name="item"/> meets the condition; <c>null</c> is an absent item.</summary>
    public bool Evaluate(Dictionary<string, AttributeValue>? item) => _root.Evaluate(item);

    /// <summary>Refuses a filter of a Query that names key attributes.</summary>
    /// <exception cref="ValidationException">It does.</exception>
    public void EnsureNoKeys(KeySchema schema)
    {
        foreach (var path in _paths)
        {
            if (schema.Contains(path.Attribute))
            {
                throw new ValidationException($"{_filterName} can only contain non-primary key attributes: Primary key attribute: {path.Attribute}");
            }
        }
    }

    /// <summary>Refuses paths into key attributes, the indexes' too.</summary>
    /// <exception cref="ValidationException">There are some.</exception>
    public void EnsureKeysAreScalars(KeySchema schema) => EnsureKeysAreScalars(_paths, schema);

    internal static void EnsureKeysAreScalars(IEnumerable<DocumentPath> paths, KeySchema schema)
    {
        foreach (var path in paths)
        {
            if (path.IsNested && (schema.Contains(path.Attribute) || schema.Indexed.Contains(path.Attribute)))
            {
                throw KeyIsScalar(path, schema.Contains(path.Attribute) ? "Key" : "IndexKey");
            }
        }
    }

    /// <summary>The condition as an expression that means the same; it shows no value.</summary>
    public override string ToString() => _root.ToString();

    internal static ValidationException KeyIsScalar(DocumentPath path, string key = "Key") =>
        new($"Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {key}: {path.Attribute}");

    private static ConditionExpression? Create(List<LegacyCondition> conditions, string? conditionalOperator, string parameter)
    {
        var isAnd = conditionalOperator switch
        {
            null or "AND" => true,
            "OR" => false,
            _ => throw new ValidationException($"1 validation error detected: Value '{conditionalOperator}' at 'conditionalOperator' failed to satisfy "
                + "constraint: Member must satisfy enum value set: [OR, AND]"),
        };
        if (conditionalOperator is not null && conditions.Count < 2)
        {
            throw new ValidationException(conditions.Count == 0
                ? "ConditionalOperator cannot be used without Filter or Expected"
                : "ConditionalOperator can only be used when Filter or Expected has two or more elements");
        }

        return conditions.Count == 0
            ? null
            : new(new Junction(isAnd, [.. conditions.Select(condition => condition.Node)]), conditions.Select(condition => condition.Path), parameter);
    }
}
