using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Legacy;

/// <summary>Translates the parameters that were there before expressions: Expected, QueryFilter, ScanFilter and KeyConditions.</summary>
internal static class LegacyConditions
{
    /// <summary>Translates Expected.</summary>
    public static List<LegacyCondition> Expected(Dictionary<string, ExpectedAttributeValue> expected) =>
        [.. expected.Select(entry => new LegacyCondition(Path(entry.Key), Expectation(entry.Key, entry.Value)))];

    /// <summary>Translates QueryFilter or ScanFilter.</summary>
    public static List<LegacyCondition> Filter(Dictionary<string, Condition> conditions) =>
        [.. conditions.Select(entry => new LegacyCondition(Path(entry.Key), Test(entry.Key, Operator(entry.Value), entry.Value.AttributeValueList)))];

    /// <summary>Translates KeyConditions.</summary>
    public static List<KeyTest> Keys(Dictionary<string, Condition> conditions)
    {
        if (conditions.Count is not (1 or 2))
        {
            throw new ValidationException("Conditions can be of length 1 or 2 only");
        }

        return [.. conditions.Select(entry =>
        {
            var name = Operator(entry.Value);
            var values = LegacyOperands.Check(name, entry.Value.AttributeValueList);
            return new KeyTest(entry.Key, KeyTest(name), values[0], values.Count > 1 ? values[1] : null);
        })];
    }

    private static ConditionNode Expectation(string attribute, ExpectedAttributeValue expected)
    {
        var values = expected.AttributeValueList is { Count: > 0 } list ? list : null;
        if (expected.Value is not null && values is not null)
        {
            throw Invalid("Value and AttributeValueList cannot be used together", attribute);
        }

        if (expected.ComparisonOperator is { } comparison)
        {
            if (expected.Exists is not null)
            {
                throw Invalid("Exists and ComparisonOperator cannot be used together", attribute);
            }

            return expected.Value is null && expected.AttributeValueList is null && comparison.Value is not ("NULL" or "NOT_NULL")
                ? throw Invalid($"Value or AttributeValueList must be used with ComparisonOperator: {comparison.Value}", attribute)
                : Test(attribute, comparison.Value, expected.Value is { } only ? [only] : values);
        }

        if (values is not null)
        {
            throw Invalid("AttributeValueList can only be used with a ComparisonOperator", attribute);
        }

        return (expected.Exists, expected.Value) switch
        {
            (false, null) => new Exists(Path(attribute), expected: false),
            (false, _) => throw Invalid("Value cannot be used when Exists is false", attribute),
            (var exists, null) => throw Invalid($"Value must be provided when Exists is {(exists is null ? "null" : "true")}", attribute),
            (_, var value) => Test(attribute, "EQ", [value]),
        };
    }

    private static ConditionNode Test(string attribute, string name, List<AttributeValue>? given)
    {
        var values = LegacyOperands.Check(name, given).ConvertAll(value => (Operand)new ValueOperand(value, "?"));
        var path = Path(attribute);
        var operand = new PathOperand(path);
        return name switch
        {
            "NULL" => new Exists(path, expected: false),
            "NOT_NULL" => new Exists(path, expected: true),
            "EQ" => new Comparison(ComparisonKind.Equal, operand, values[0]),
            "NE" => new Comparison(ComparisonKind.NotEqual, operand, values[0]),
            "LT" => new Comparison(ComparisonKind.Less, operand, values[0]),
            "LE" => new Comparison(ComparisonKind.LessOrEqual, operand, values[0]),
            "GT" => new Comparison(ComparisonKind.Greater, operand, values[0]),
            "GE" => new Comparison(ComparisonKind.GreaterOrEqual, operand, values[0]),
            "BETWEEN" => new Between(operand, values[0], values[1]),
            "IN" => new In(operand, [.. values]),
            "BEGINS_WITH" => new BeginsWith(operand, values[0]),
            "CONTAINS" => new Contains(operand, values[0]),
            _ => new Junction(isAnd: true, new Exists(path, expected: true), new Not(new Contains(operand, values[0]))),
        };
    }

    private static KeyTestKind KeyTest(string name) => name switch
    {
        "EQ" => KeyTestKind.Equal,
        "LT" => KeyTestKind.Less,
        "LE" => KeyTestKind.LessOrEqual,
        "GT" => KeyTestKind.Greater,
        "GE" => KeyTestKind.GreaterOrEqual,
        "BETWEEN" => KeyTestKind.Between,
        "BEGINS_WITH" => KeyTestKind.BeginsWith,
        _ => throw new ValidationException("Attempted conditional constraint is not an indexable operation"),
    };

    private static string Operator(Condition condition) => condition.ComparisonOperator?.Value
        ?? throw new ValidationException("1 validation error detected: Value null at 'comparisonOperator' failed to satisfy constraint: Member must not be null");

    private static DocumentPath Path(string attribute) =>
        new(attribute.Length > 0 ? attribute : throw ItemValidation.Invalid("Empty attribute name"));

    private static ValidationException Invalid(string reason, string attribute) => ItemValidation.Invalid($"{reason} for Attribute: {attribute}");
}
