using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;
using KeyType = Amazon.DynamoDBv2.KeyType;

namespace Trapeze.Store.Engine;

/// <summary>What DescribeTable says: the declaration alone, nothing that depends on what is stored.</summary>
internal static class TableDescriptions
{
    internal static TableDescription Of(StoredTable table) => new()
    {
        TableName = table.Name,
        TableStatus = TableStatus.ACTIVE,
        KeySchema = Keys(table.Schema),
        AttributeDefinitions = [.. table.Schema.Attributes.Union(table.Indexes.SelectMany(index => index.Attributes))
            .Select(key => new AttributeDefinition(key.Name, ScalarAttributeType.FindValue(key.Kind.ToString())))],
        GlobalSecondaryIndexes = NullIfEmpty(table.Indexes.Where(index => !index.IsLocal).Select(index => new GlobalSecondaryIndexDescription
        {
            IndexName = index.Name,
            IndexStatus = IndexStatus.ACTIVE,
            KeySchema = Keys(index.Schema),
            Projection = ProjectionOf(index),
        })),
        LocalSecondaryIndexes = NullIfEmpty(table.Indexes.Where(index => index.IsLocal).Select(index => new LocalSecondaryIndexDescription
        {
            IndexName = index.Name,
            KeySchema = Keys(index.Schema),
            Projection = ProjectionOf(index),
        })),
        BillingModeSummary = new BillingModeSummary { BillingMode = BillingMode.PAY_PER_REQUEST },
    };

    /// <summary>Whether a CreateTable asks for the very keys and indexes that are declared.</summary>
    internal static bool IsOf(StoredTable table, CreateTableRequest request)
    {
        var described = Of(table);
        return Text(described.KeySchema) == Text(request.KeySchema)
            && Text(described.AttributeDefinitions) == Text(request.AttributeDefinitions)
            && Text(described.GlobalSecondaryIndexes?.Select(index => (index.IndexName, index.KeySchema, index.Projection)))
                == Text(request.GlobalSecondaryIndexes?.Select(index => (index.IndexName, index.KeySchema, index.Projection)))
            && Text(described.LocalSecondaryIndexes?.Select(index => (index.IndexName, index.KeySchema, index.Projection)))
                == Text(request.LocalSecondaryIndexes?.Select(index => (index.IndexName, index.KeySchema, index.Projection)));
    }

    private static string Text(IEnumerable<KeySchemaElement>? keys) =>
        string.Join('\n', (keys ?? []).Select(key => $"{key.KeyType} {key.AttributeName}").Order(StringComparer.Ordinal));

    private static string Text(IEnumerable<AttributeDefinition>? attributes) =>
        string.Join('\n', (attributes ?? []).Select(attribute => $"{attribute.AttributeType} {attribute.AttributeName}").Order(StringComparer.Ordinal));

    private static string Text(IEnumerable<(string Name, List<KeySchemaElement> Keys, Amazon.DynamoDBv2.Model.Projection Projection)>? indexes) =>
        string.Join("\n\n", (indexes ?? []).Select(index => $"{index.Name}\n{Text(index.Keys)}\n{index.Projection?.ProjectionType}\n"
            + string.Join('\n', (index.Projection?.NonKeyAttributes ?? []).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    private static List<KeySchemaElement> Keys(KeySchema schema) =>
        [.. schema.Attributes.Select((key, at) => new KeySchemaElement(key.Name, at == 0 ? KeyType.HASH : KeyType.RANGE))];

    private static Amazon.DynamoDBv2.Model.Projection ProjectionOf(StoredIndex index) => index.Projects switch
    {
        null => new() { ProjectionType = ProjectionType.ALL },
        { Count: 0 } => new() { ProjectionType = ProjectionType.KEYS_ONLY },
        var attributes => new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. attributes] },
    };

    private static List<T>? NullIfEmpty<T>(IEnumerable<T> descriptions) => descriptions.ToList() is { Count: > 0 } list ? list : null;
}
