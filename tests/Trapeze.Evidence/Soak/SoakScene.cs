using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store;

namespace Trapeze.Evidence.Soak;

/// <summary>The labels and tables of a soak.</summary>
internal static class SoakScene
{
    public const string Plain = "Plain";
    public const string Sorted = "Sorted";

    private static readonly string[] Texts =
        ["public", "client(a)", "client(b)", "owner", "audit", "client(c)", "client(a) & client(b)", "client(a) | client(b)"];

    private static readonly LabelOrder Order = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("owner").Declare("audit")
        .Below("public", "client").Below("client", "owner").Below("public", "audit")
        .Build();

    public static IReadOnlyList<Label> Labels { get; } = [.. Texts.Select(Order.Parse)];

    public static FacetedStore Open(DynamoDbBackend backend, Action<IOException>? onFailure) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables =
        [
            new TableDefinition(Plain, new KeyDefinition("id", ScalarAttributeType.S)),
            new TableDefinition(Sorted, new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N)),
        ],
        Backend = backend,
        OnFailure = onFailure,
    });

    /// <summary>The same tables, without labels, at the server itself.</summary>
    public static async Task CreateTablesAsync(AmazonDynamoDBClient server)
    {
        await server.CreateTableAsync(new CreateTableRequest
        {
            TableName = Plain,
            KeySchema = [new("id", KeyType.HASH)],
            AttributeDefinitions = [new("id", ScalarAttributeType.S)],
            BillingMode = BillingMode.PAY_PER_REQUEST,
        });
        await server.CreateTableAsync(new CreateTableRequest
        {
            TableName = Sorted,
            KeySchema = [new("id", KeyType.HASH), new("at", KeyType.RANGE)],
            AttributeDefinitions = [new("id", ScalarAttributeType.S), new("at", ScalarAttributeType.N)],
            BillingMode = BillingMode.PAY_PER_REQUEST,
        });
    }
}
