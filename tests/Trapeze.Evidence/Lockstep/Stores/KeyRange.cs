using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>The key condition of a Query, in both ways of writing it.</summary>
/// <param name="First">The first key that it admits.</param>
/// <param name="Last">The last.</param>
/// <param name="Expression">As an expression.</param>
/// <param name="Values">The expression's values.</param>
/// <param name="Legacy">As the parameter that was there before.</param>
internal sealed record KeyRange(int First, int Last, string Expression, Dictionary<string, AttributeValue> Values, Dictionary<string, Condition> Legacy)
{
    /// <summary>A condition on the partition of a key, and mostly on the sort keys around it too.</summary>
    internal static KeyRange Draw(Dice dice, KeySpace keys, int key)
    {
        var (first, last) = KeySpace.PartitionOf(key);
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":h"] = keys.HashOf(key) };
        var legacy = new Dictionary<string, Condition>(StringComparer.Ordinal) { [KeySpace.Hash] = On(ComparisonOperator.EQ, keys.HashOf(key)) };
        var form = dice.Next(8);
        if (key < KeySpace.PlainKeys || form < 2)
        {
            return new(first, last, "h = :h", values, legacy);
        }

        values[":a"] = keys.SortOf(key);
        var (from, to, test, comparison) = form switch
        {
            2 => (key, last, "r >= :a", ComparisonOperator.GE),
            3 => (key + 1, last, "r > :a", ComparisonOperator.GT),
            4 => (first, key, "r <= :a", ComparisonOperator.LE),
            5 => (first, key - 1, "r < :a", ComparisonOperator.LT),
            6 => (key, key, "r = :a", ComparisonOperator.EQ),
            _ => (key, last, "r BETWEEN :a AND :b", ComparisonOperator.BETWEEN),
        };
        legacy[KeySpace.Sort] = On(comparison, keys.SortOf(key));
        if (form == 7)
        {
            values[":b"] = keys.SortOf(last);
            legacy[KeySpace.Sort].AttributeValueList.Add(keys.SortOf(last));
        }

        return new(from, to, $"h = :h AND {test}", values, legacy);
    }

    private static Condition On(ComparisonOperator comparison, AttributeValue value) => new() { ComparisonOperator = comparison, AttributeValueList = [value] };
}
