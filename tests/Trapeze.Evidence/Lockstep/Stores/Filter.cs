using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What a list leaves out after it has looked at it, and how that is written.</summary>
internal sealed record Filter(int Kind, int Number)
{
    private const string Long = "text";

    internal string Expression => Kind switch
    {
        0 => "n > :f",
        1 => "NOT n = :f",
        2 => "contains(s, :f)",
        _ => "begins_with(t, :f)",
    };

    internal AttributeValue Value => Kind switch
    {
        0 or 1 => Contents.N(Number),
        2 => new() { S = $"v{Number}" },
        _ => new() { S = Long },
    };

    internal Dictionary<string, Condition> Legacy => new(StringComparer.Ordinal)
    {
        [Kind switch { 0 or 1 => Contents.Number, 2 => Contents.Set, _ => Contents.Text }] = new Condition
        {
            ComparisonOperator = Kind switch
            {
                0 => ComparisonOperator.GT,
                1 => ComparisonOperator.NE,
                2 => ComparisonOperator.CONTAINS,
                _ => ComparisonOperator.BEGINS_WITH,
            },
            AttributeValueList = [Value],
        },
    };

    internal static Filter? Draw(Dice dice) => dice.Next(5) < 2 ? new(dice.Next(4), dice.Next(8)) : null;

    internal bool Takes(int value) => Kind switch
    {
        0 => value > Number,
        1 => value != Number,
        2 => value == Number,
        _ => value < 6,
    };
}
