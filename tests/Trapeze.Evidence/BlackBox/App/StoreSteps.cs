using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What a program does in the store. Keys 0 to 4 are of the table without a sort key, all others of the one with.</summary>
internal sealed class StoreSteps(ProgramRun run)
{
    private const int FlatKeys = 5;
    private const int MostPages = 8;
    private readonly TransactionSteps _transactions = new(run);
    private IAmazonDynamoDB? _client;

    private IAmazonDynamoDB Client => _client ??= run.Services.GetRequiredService<IAmazonDynamoDB>();

    internal Task DoAsync(Instruction step) => step.Op switch
    {
        Op.Get => GetAsync(step),
        Op.Put => PutAsync(step),
        Op.Delete => DeleteAsync(step),
        Op.Test => TestAsync(step),
        Op.Query => step.Number % 6 == 5 ? QueryIndexAsync(step) : QueryAsync(step),
        Op.Scan => step.Number % 11 == 10 ? DescribeAsync(Table(step.Key)) : ScanAsync(step),
        Op.Batch => (step.Number % 4) switch { 0 => BatchGetAsync(step), 1 => BatchWriteAsync(step), _ => _transactions.DoAsync(step) },
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>What a branch asks: whether there is such an item, and whether its value is odd.</summary>
    internal async Task<bool> IsOddAsync(Instruction step)
    {
        var found = await Client.GetItemAsync(new GetItemRequest { TableName = Table(step.Key), Key = Key(step.Key), ConsistentRead = true });
        return found.IsItemSet && found.Item.TryGetValue("v", out var value) && value.S is { Length: > 0 } text && text[^1] % 2 == 1;
    }

    internal Task TellAsync(string program, string said) => Client.PutItemAsync(new PutItemRequest
    {
        TableName = run.Book.FlatTable,
        Item = new() { ["id"] = new() { S = "said-" + program }, ["v"] = new() { S = said } },
    });

    internal static string Show(Dictionary<string, AttributeValue>? item) => item is null
        ? "-"
        : string.Join(',', item.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value.S ?? pair.Value.N}"));

    internal static string Show(ConsumedCapacity? capacity) => capacity is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" {capacity.CapacityUnits}/{capacity.ReadCapacityUnits}/{capacity.WriteCapacityUnits}");

    internal static string Table(PairBook book, int key) => key < FlatKeys ? book.FlatTable : book.RowsTable;

    private string Table(int key) => Table(run.Book, key);

    internal static Dictionary<string, AttributeValue> Key(int key) => key < FlatKeys
        ? new() { ["id"] = new() { S = string.Create(CultureInfo.InvariantCulture, $"k{key}") } }
        : new() { ["of"] = new() { S = key % 2 == 0 ? "even" : "odd" }, ["at"] = new() { N = key.ToString(CultureInfo.InvariantCulture) } };

    internal static Dictionary<string, AttributeValue> Item(int key, string value)
    {
        var item = Key(key);
        item["v"] = new() { S = value };
        return item;
    }

    private async Task GetAsync(Instruction step)
    {
        var got = await Client.GetItemAsync(new GetItemRequest
        {
            TableName = Table(step.Key),
            Key = Key(step.Key),
            ConsistentRead = step.Number % 3 != 0,
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
            ProjectionExpression = step.Number % 5 == 0 ? "v" : null,
        });
        run.Say($"got {got.IsItemSet} {Show(got.Item)}{Show(got.ConsumedCapacity)} {(int)got.HttpStatusCode} {got.ContentLength}");
    }

    private async Task PutAsync(Instruction step)
    {
        var put = await Client.PutItemAsync(new PutItemRequest
        {
            TableName = Table(step.Key),
            Item = Item(step.Key, step.Text),
            ReturnValues = step.Number % 2 == 0 ? ReturnValue.ALL_OLD : ReturnValue.NONE,
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
            ReturnItemCollectionMetrics = ReturnItemCollectionMetrics.SIZE,
        });
        run.Say($"put {Show(put.Attributes)}{Show(put.ConsumedCapacity)} {put.ItemCollectionMetrics?.SizeEstimateRangeGB?.Count}");
    }

    private async Task DeleteAsync(Instruction step)
    {
        var deleted = await Client.DeleteItemAsync(new DeleteItemRequest
        {
            TableName = Table(step.Key),
            Key = Key(step.Key),
            ReturnValues = ReturnValue.ALL_OLD,
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        run.Say($"deleted {Show(deleted.Attributes)}{Show(deleted.ConsumedCapacity)}");
    }

    private async Task TestAsync(Instruction step)
    {
        var condition = (step.Number % 4) switch { 0 => "attribute_not_exists(v)", 1 => "attribute_exists(v)", 2 => "v = :old", _ => "v < :old" };
        var values = step.Number % 4 > 1 ? new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":old"] = new() { S = "v3" } } : [];
        var isUpdate = step.Number % 3 == 0;
        if (isUpdate)
        {
            values[":new"] = new() { S = step.Text };
            values[":one"] = new() { N = "1" };
        }

        try
        {
            var (attributes, capacity) = isUpdate
                ? Of(await Client.UpdateItemAsync(new UpdateItemRequest
                {
                    TableName = Table(step.Key),
                    Key = Key(step.Key),
                    UpdateExpression = "SET v = :new ADD n :one",
                    ConditionExpression = condition,
                    ExpressionAttributeValues = values,
                    ReturnValues = ((step.Number / 4) % 4) switch { 0 => ReturnValue.UPDATED_OLD, 1 => ReturnValue.ALL_NEW, 2 => ReturnValue.ALL_OLD, _ => ReturnValue.UPDATED_NEW },
                    ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                }))
                : step.Number % 5 == 0
                ? Of(await Client.DeleteItemAsync(new DeleteItemRequest
                {
                    TableName = Table(step.Key),
                    Key = Key(step.Key),
                    ConditionExpression = condition,
                    ExpressionAttributeValues = values.Count > 0 ? values : null,
                    ReturnValues = ReturnValue.ALL_OLD,
                    ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                }))
                : Of(await Client.PutItemAsync(new PutItemRequest
                {
                    TableName = Table(step.Key),
                    Item = Item(step.Key, step.Text),
                    ConditionExpression = condition,
                    ExpressionAttributeValues = values.Count > 0 ? values : null,
                    ReturnValues = ReturnValue.ALL_OLD,
                    ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                }));
            run.Say($"held {Show(attributes)}{Show(capacity)}");
        }
        catch (ConditionalCheckFailedException failed)
        {
            run.Say($"failed {Show(failed.Item)} {failed.Message}");
        }
    }

    private static (Dictionary<string, AttributeValue>? Attributes, ConsumedCapacity? Capacity) Of(UpdateItemResponse response) => (response.Attributes, response.ConsumedCapacity);

    private static (Dictionary<string, AttributeValue>? Attributes, ConsumedCapacity? Capacity) Of(PutItemResponse response) => (response.Attributes, response.ConsumedCapacity);

    private static (Dictionary<string, AttributeValue>? Attributes, ConsumedCapacity? Capacity) Of(DeleteItemResponse response) => (response.Attributes, response.ConsumedCapacity);

    private async Task DescribeAsync(string name)
    {
        var table = (await Client.DescribeTableAsync(name)).Table;
        run.Say($"table {table.TableName} {table.TableStatus} {table.ItemCount} {table.TableSizeBytes} {table.KeySchema?.Count} {table.CreationDateTime?.Ticks}");
    }

    private async Task QueryAsync(Instruction step)
    {
        var said = new StringBuilder("query");
        Dictionary<string, AttributeValue>? from = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await Client.QueryAsync(new QueryRequest
            {
                TableName = run.Book.RowsTable,
                KeyConditionExpression = step.Number % 3 == 0 ? "#of = :of AND #at > :at" : "#of = :of",
                FilterExpression = step.Number % 5 == 0 ? "v < :v" : null,
                ExpressionAttributeNames = step.Number % 3 == 0 ? new(StringComparer.Ordinal) { ["#of"] = "of", ["#at"] = "at" } : new(StringComparer.Ordinal) { ["#of"] = "of" },
                ExpressionAttributeValues = QueryValues(step),
                Limit = step.Number % 2 == 0 ? 1 + (step.Number % 3) : null,
                Select = step.Number % 7 == 0 ? Select.COUNT : null,
                ScanIndexForward = step.Number % 4 != 0,
                ExclusiveStartKey = from,
                ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
            });
            from = Add(said, found.Items, found.Count, found.ScannedCount, found.ConsumedCapacity, found.LastEvaluatedKey);
            if (from is null)
            {
                break;
            }
        }

        run.Say(said.ToString());
    }

    // Rows by their value: what is superseded in the view is not among them.
    private async Task QueryIndexAsync(Instruction step)
    {
        var said = new StringBuilder("index");
        Dictionary<string, AttributeValue>? from = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await Client.QueryAsync(new QueryRequest
            {
                TableName = run.Book.RowsTable,
                IndexName = "byValue",
                KeyConditionExpression = "v = :v",
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":v"] = new() { S = step.Text } },
                Limit = step.Number % 4 == 1 ? 1 + (step.Number % 3) : null,
                ScanIndexForward = step.Number % 5 != 0,
                ExclusiveStartKey = from,
                ReturnConsumedCapacity = ReturnConsumedCapacity.INDEXES,
            });
            from = Add(said, found.Items, found.Count, found.ScannedCount, found.ConsumedCapacity, found.LastEvaluatedKey);
            if (from is null)
            {
                break;
            }
        }

        run.Say(said.ToString());
    }

    private static Dictionary<string, AttributeValue> QueryValues(Instruction step)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":of"] = new() { S = step.Key % 2 == 0 ? "even" : "odd" } };
        if (step.Number % 3 == 0)
        {
            values[":at"] = new() { N = step.Key.ToString(CultureInfo.InvariantCulture) };
        }

        if (step.Number % 5 == 0)
        {
            values[":v"] = new() { S = "v5" };
        }

        return values;
    }

    private async Task ScanAsync(Instruction step)
    {
        var said = new StringBuilder("scan");
        Dictionary<string, AttributeValue>? from = null;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await Client.ScanAsync(new ScanRequest
            {
                TableName = step.Key % 2 == 0 ? run.Book.FlatTable : run.Book.RowsTable,
                FilterExpression = step.Number % 5 == 0 ? "v < :v" : null,
                ExpressionAttributeValues = step.Number % 5 == 0 ? new(StringComparer.Ordinal) { [":v"] = new() { S = "v5" } } : null,
                Limit = step.Number % 2 == 0 ? 1 + (step.Number % 4) : null,
                Select = step.Number % 7 == 0 ? Select.COUNT : null,
                Segment = step.Number % 3 == 0 ? 1 : null,
                TotalSegments = step.Number % 3 == 0 ? 2 : null,
                ExclusiveStartKey = from,
                ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
            });
            from = Add(said, found.Items, found.Count, found.ScannedCount, found.ConsumedCapacity, found.LastEvaluatedKey);
            if (from is null)
            {
                break;
            }
        }

        run.Say(said.ToString());
    }

    private static Dictionary<string, AttributeValue>? Add(
        StringBuilder said, List<Dictionary<string, AttributeValue>>? items, int? count, int? scanned, ConsumedCapacity? capacity, Dictionary<string, AttributeValue>? last)
    {
        said.Append(CultureInfo.InvariantCulture, $" [{string.Join(" | ", (items ?? []).Select(Show))}] {count}/{scanned}{Show(capacity)} to {Show(last)}");
        return last is { Count: > 0 } ? last : null;
    }

    private async Task BatchGetAsync(Instruction step)
    {
        var got = await Client.BatchGetItemAsync(new BatchGetItemRequest
        {
            RequestItems = new(StringComparer.Ordinal)
            {
                [run.Book.FlatTable] = new() { Keys = [Key(0), Key(2), Key(4)] },
                [run.Book.RowsTable] = new() { Keys = [Key(5), Key(6), Key(7 + (step.Key % 4))] },
            },
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        var found = got.Responses.OrderBy(table => table.Key, StringComparer.Ordinal)
            .Select(table => string.Join(" | ", table.Value.Select(Show).Order(StringComparer.Ordinal)));
        run.Say($"batch {string.Join(" ; ", found)} left {got.UnprocessedKeys?.Count} {string.Join(' ', (got.ConsumedCapacity ?? []).Select(Show))}");
    }

    private async Task BatchWriteAsync(Instruction step)
    {
        var written = await Client.BatchWriteItemAsync(new BatchWriteItemRequest
        {
            RequestItems = new(StringComparer.Ordinal)
            {
                [run.Book.FlatTable] = [new(new PutRequest(Item(step.Key % FlatKeys, step.Text))), new(new DeleteRequest(Key((step.Key + 1) % FlatKeys)))],
                [run.Book.RowsTable] = [new(new PutRequest(Item(FlatKeys + (step.Key % 6), step.Text))), new(new DeleteRequest(Key(FlatKeys + ((step.Key + 1) % 6))))],
            },
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        run.Say($"written, left {written.UnprocessedItems?.Count} {string.Join(' ', (written.ConsumedCapacity ?? []).Select(Show))}");
    }
}
