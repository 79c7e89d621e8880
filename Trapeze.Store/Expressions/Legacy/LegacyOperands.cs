using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Legacy;

/// <summary>Which values the legacy operators take.</summary>
internal static class LegacyOperands
{
    /// <summary>Checks and copies the values of operator <paramref name="name"/>.</summary>
    /// <exception cref="ValidationException">There is no such operator, or it takes other values.</exception>
    public static List<AttributeValue> Check(string name, List<AttributeValue>? given)
    {
        var (least, most) = name switch
        {
            "NULL" or "NOT_NULL" => (0, 0),
            "BETWEEN" => (2, 2),
            "IN" => (1, 100),
            "EQ" or "NE" or "LT" or "LE" or "GT" or "GE" or "BEGINS_WITH" or "CONTAINS" or "NOT_CONTAINS" => (1, 1),
            _ => throw new ValidationException($"1 validation error detected: Value '{name}' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy "
                + "enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]"),
        };
        var values = (given ?? []).ConvertAll(ValueValidation.Value);
        if (values.Count < least || values.Count > most)
        {
            throw ItemValidation.Invalid($"Invalid number of argument(s) for the {name} ComparisonOperator");
        }

        foreach (var value in values)
        {
            var kind = AttributeKinds.Known(value);
            if (!Takes(name, kind))
            {
                throw ItemValidation.Invalid($"ComparisonOperator {name} is not valid for {kind} AttributeValue type");
            }

            if (kind != AttributeKinds.Known(values[0]))
            {
                throw ItemValidation.Invalid("AttributeValues inside AttributeValueList must be of same type");
            }
        }

        return name is "BETWEEN" && ValueComparer.Order(values[0], values[1]) > 0
            ? throw new ValidationException("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound")
            : values;
    }

    private static bool Takes(string name, AttributeKind kind) => name switch
    {
        "LT" or "LE" or "GT" or "GE" or "BETWEEN" or "IN" => kind is AttributeKind.S or AttributeKind.N or AttributeKind.B,
        "BEGINS_WITH" => kind is AttributeKind.S or AttributeKind.B,
        "CONTAINS" or "NOT_CONTAINS" => kind is AttributeKind.S or AttributeKind.N or AttributeKind.B or AttributeKind.BOOL or AttributeKind.NULL,
        _ => true,
    };
}
