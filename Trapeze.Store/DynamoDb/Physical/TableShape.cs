using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What the physical table has to be, and must not have.</summary>
internal static class TableShape
{
    private static readonly string Keys = $"`{FacetAttributes.Partition}` (S, HASH) and `{FacetAttributes.Sort}` (B, RANGE)";

    /// <summary>Why the store cannot use it; <see langword="null"/> if it can.</summary>
    internal static string? ProblemOf(TableDescription table, bool streams = false)
    {
        var keys = string.Join(" and ", (table.KeySchema ?? []).Select(key => $"`{key.AttributeName}` ({TypeOf(table, key.AttributeName)}, {key.KeyType})"));
        return keys != Keys ? $"it is another's: its key is {keys}, and a store's is {Keys}"

            // Each would hand on, or keep a copy of, facets of all labels that no view is asked for.
            : table.GlobalSecondaryIndexes is [_, ..] || table.LocalSecondaryIndexes is [_, ..] ? "it has secondary indexes, which a store's table must not have"
            : table.StreamSpecification?.StreamEnabled == true && !streams ? "it has a stream, which would show the facets of every label to whoever reads it"

            // Writes of two regions do not meet, and the later one undoes the other whatever its condition was.
            : table.Replicas is [_, ..] ? "it has replicas in other regions, where a condition does not hold"
            : null;
    }

    private static string TypeOf(TableDescription table, string attribute) =>
        table.AttributeDefinitions?.Find(definition => definition.AttributeName == attribute)?.AttributeType.Value ?? "?";
}
