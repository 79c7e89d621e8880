using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The tables that are compared, declared for the store and created plainly.</summary>
internal static class PlainTables
{
    internal const string Texts = "Texts";
    internal const string Numbers = "Numbers";
    internal const string Bytes = "Bytes";

    private const int LongestName = 255;

    internal static string Long { get; } = new('T', LongestName);

    internal static string LongId { get; } = new('i', LongestName);

    internal static string LongAt { get; } = new('a', LongestName);

    private static (string Name, string Id, string At, ScalarAttributeType Type, ScalarAttributeType AtType)[] All { get; } =
    [
        (Texts, "id", "at", ScalarAttributeType.S, ScalarAttributeType.S),
        (Numbers, "id", "at", ScalarAttributeType.S, ScalarAttributeType.N),
        (Bytes, "id", "at", ScalarAttributeType.B, ScalarAttributeType.B),
        (Long, LongId, LongAt, ScalarAttributeType.S, ScalarAttributeType.S),
    ];

    internal static FacetedStore Open(StoreBackend backend) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [.. All.Select(table => new TableDefinition(table.Name, new KeyDefinition(table.Id, table.Type), new KeyDefinition(table.At, table.AtType)))],
        Backend = backend,
    });

    internal static Task CreateAsync(IAmazonDynamoDB plain) => Task.WhenAll(All.Select(table => plain.CreateTableAsync(new CreateTableRequest
    {
        TableName = table.Name,
        BillingMode = BillingMode.PAY_PER_REQUEST,
        AttributeDefinitions = [new(table.Id, table.Type), new(table.At, table.AtType)],
        KeySchema = [new(table.Id, KeyType.HASH), new(table.At, KeyType.RANGE)],
    })));

    internal static Task DeleteAsync(IAmazonDynamoDB plain) => Task.WhenAll(All.Select(table => plain.DeleteTableAsync(table.Name)));
}
