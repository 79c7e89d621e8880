using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Soak;

/// <summary>Requests by chance, on few keys: workers meet each other.</summary>
internal sealed class SoakRequests(Dice dice)
{
    private const int Keys = 40;
    private const int Partitions = 4;
    private const int Rows = 60;

    // One in so many is for the key that everybody wants.
    private const int HotShare = 6;

    // Out of a hundred.
    private static readonly (string Name, int Share)[] Shares =
    [
        ("GetItem", 18), ("PutItem", 14), ("UpdateItem", 12), ("PutItem if", 8), ("UpdateItem if", 6), ("DeleteItem", 5), ("DeleteItem if", 3),
        ("Query", 12), ("Scan", 3), ("BatchGetItem", 6), ("BatchWriteItem", 6), ("Count", 7),
    ];

    /// <summary>The key that is only counted on.</summary>
    public static Dictionary<string, AttributeValue> Counter { get; } = new() { ["id"] = new() { S = "counter" } };

    /// <summary>What to do next.</summary>
    public (string Name, Func<AmazonDynamoDBClient, Task> Act) Next()
    {
        var at = dice.Next(100);
        var name = Shares.First(share => (at -= share.Share) < 0).Name;
        return (name, Act(name));
    }

    private Func<AmazonDynamoDBClient, Task> Act(string name)
    {
        switch (name)
        {
            case "GetItem":
                return Of(new GetItemRequest(SoakScene.Plain, Key()) { ConsistentRead = dice.Flip() });
            case "PutItem":
                return dice.Flip() ? Of(new PutItemRequest(SoakScene.Plain, Item(Key()))) : Of(new PutItemRequest(SoakScene.Sorted, Item(SortedKey())));
            case "PutItem if":
                return Of(new PutItemRequest(SoakScene.Plain, Item(Key()))
                {
                    ConditionExpression = dice.Flip() ? "attribute_not_exists(id)" : "attribute_exists(id)",
                });
            case "UpdateItem":
            case "UpdateItem if":
                return Of(new UpdateItemRequest
                {
                    TableName = SoakScene.Plain,
                    Key = Key(),
                    UpdateExpression = "ADD times :one SET title = :title",
                    ConditionExpression = name == "UpdateItem" ? null : "attribute_not_exists(times) OR times < :most",
                    ExpressionAttributeValues = name == "UpdateItem"
                        ? new() { [":one"] = Number(1), [":title"] = Text() }
                        : new() { [":one"] = Number(1), [":title"] = Text(), [":most"] = Number(dice.Next(50)) },
                    ReturnValues = dice.Flip() ? ReturnValue.ALL_NEW : ReturnValue.NONE,
                });
            case "DeleteItem":
            case "DeleteItem if":
                return Of(new DeleteItemRequest(SoakScene.Plain, Key()) { ConditionExpression = name == "DeleteItem" ? null : "attribute_exists(id)" });
            case "Query":
                return Of(new QueryRequest(SoakScene.Sorted)
                {
                    KeyConditionExpression = "id = :id AND #at >= :low",
                    ExpressionAttributeNames = new() { ["#at"] = "at" },
                    ExpressionAttributeValues = new() { [":id"] = SortedKey()["id"], [":low"] = Number(dice.Next(Rows)) },
                    Limit = dice.Flip() ? 1 + dice.Next(20) : null,
                    ScanIndexForward = dice.Flip(),
                });
            case "Scan":
                return Of(new ScanRequest(SoakScene.Plain) { Limit = 1 + dice.Next(50) });
            case "BatchGetItem":
                return Of(new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { [SoakScene.Plain] = new() { Keys = Several() } }));
            case "BatchWriteItem":
                return Of(new BatchWriteItemRequest(new Dictionary<string, List<WriteRequest>>
                {
                    [SoakScene.Plain] = Several().ConvertAll(key => dice.Next(4) == 0 ? new WriteRequest(new DeleteRequest(key)) : new WriteRequest(new PutRequest(Item(key)))),
                }));
            default:
                return Of(new UpdateItemRequest
                {
                    TableName = SoakScene.Plain,
                    Key = Counter,
                    UpdateExpression = "ADD times :one",
                    ExpressionAttributeValues = new() { [":one"] = Number(1) },
                });
        }
    }

    private static Func<AmazonDynamoDBClient, Task> Of(AmazonDynamoDBRequest request) => request switch
    {
        GetItemRequest get => client => client.GetItemAsync(get),
        PutItemRequest put => client => client.PutItemAsync(put),
        UpdateItemRequest update => client => client.UpdateItemAsync(update),
        DeleteItemRequest delete => client => client.DeleteItemAsync(delete),
        QueryRequest query => client => client.QueryAsync(query),
        ScanRequest scan => client => client.ScanAsync(scan),
        BatchGetItemRequest batch => client => client.BatchGetItemAsync(batch),
        BatchWriteItemRequest batch => client => client.BatchWriteItemAsync(batch),
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };

    private Dictionary<string, AttributeValue> Key() => new() { ["id"] = new() { S = dice.Next(HotShare) == 0 ? "hot" : Name(dice.Next(Keys)) } };

    private Dictionary<string, AttributeValue> SortedKey() => new() { ["id"] = new() { S = Name(dice.Next(Partitions)) }, ["at"] = Number(dice.Next(Rows)) };

    private List<Dictionary<string, AttributeValue>> Several()
    {
        var first = dice.Next(Keys);
        return [.. Enumerable.Range(first, 1 + dice.Next(12)).Select(key => new Dictionary<string, AttributeValue> { ["id"] = new() { S = Name(key % Keys) } })];
    }

    private Dictionary<string, AttributeValue> Item(Dictionary<string, AttributeValue> key) => new(key) { ["title"] = Text(), ["times"] = Number(0) };

    private AttributeValue Text() => new() { S = new string('x', dice.Next(20) == 0 ? 4_000 : dice.Next(80) + 1) };

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"k{number}");

    private static AttributeValue Number(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };
}
