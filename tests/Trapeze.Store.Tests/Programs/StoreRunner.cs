using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Programs;

/// <summary>Runs steps through the client and writes down all that it answers.</summary>
internal sealed class StoreRunner(FacetedStore store)
{
    public const string Table = "Sorted";

    public async Task<string> RunAsync(Step step)
    {
        using var client = store.ClientAt(step.Label);
        try
        {
            return await AnswerAsync(client, step);
        }
        catch (ConditionalCheckFailedException failed)
        {
            return $"refused {Text(failed.Item)}";
        }
        catch (AmazonDynamoDBException failed)
        {
            return failed.ErrorCode;
        }
    }

    public static string Text(Dictionary<string, AttributeValue>? item) =>
        item is null ? "-" : string.Join(',', item.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value.S ?? pair.Value.N}"));

    private static Dictionary<string, AttributeValue> KeyOf(Step step) => new() { ["id"] = S(step.Id), ["at"] = N(step.At) };

    private static Dictionary<string, AttributeValue> ItemOf(Step step) => new(KeyOf(step)) { ["value"] = S(step.Value) };

    private static Dictionary<string, AttributeValue> Value(Step step) => new() { [":value"] = S(step.Value) };

    private static readonly Dictionary<string, string> Name = new() { ["#value"] = "value" };

    private static async Task<string> AnswerAsync(AmazonDynamoDBClient client, Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Get:
                return Text((await client.GetItemAsync(Table, KeyOf(step))).Item);
            case StepKind.Put:
                return Text((await client.PutItemAsync(new PutItemRequest(Table, ItemOf(step)) { ReturnValues = ReturnValue.ALL_OLD })).Attributes);
            case StepKind.PutTwo:
                var second = new Dictionary<string, AttributeValue>(ItemOf(step)) { ["at"] = N(7) };
                await client.BatchWriteItemAsync(new BatchWriteItemRequest(new() { [Table] = [new(new PutRequest(ItemOf(step))), new(new PutRequest(second))] }));
                return "put two";
            case StepKind.PutIfAbsent:
                return Text((await client.PutItemAsync(new PutItemRequest(Table, ItemOf(step))
                {
                    ConditionExpression = "attribute_not_exists(id)",
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                })).Attributes);
            case StepKind.PutIfEqual:
                return Text((await client.PutItemAsync(new PutItemRequest(Table, new(KeyOf(step)) { ["value"] = S("z") })
                {
                    ConditionExpression = "#value = :value",
                    ExpressionAttributeNames = Name,
                    ExpressionAttributeValues = Value(step),
                    ReturnValues = ReturnValue.ALL_OLD,
                })).Attributes);
            case StepKind.Delete:
                return Text((await client.DeleteItemAsync(new DeleteItemRequest(Table, KeyOf(step)) { ReturnValues = ReturnValue.ALL_OLD })).Attributes);
            case StepKind.DeleteIfEqual:
                return Text((await client.DeleteItemAsync(new DeleteItemRequest(Table, KeyOf(step))
                {
                    ConditionExpression = "#value = :value",
                    ExpressionAttributeNames = Name,
                    ExpressionAttributeValues = Value(step),
                })).Attributes);
            case StepKind.Update:
                return Text((await client.UpdateItemAsync(new UpdateItemRequest(Table, KeyOf(step), null)
                {
                    UpdateExpression = "SET #value = :value ADD times :one",
                    ExpressionAttributeNames = Name,
                    ExpressionAttributeValues = new(Value(step)) { [":one"] = N(1) },
                    ReturnValues = ReturnValue.ALL_NEW,
                })).Attributes);
            case StepKind.BatchGet:
                var keys = Enumerable.Range(-2, 5).Select(at => new Dictionary<string, AttributeValue> { ["id"] = S(step.Id), ["at"] = N(at) }).ToList();
                var items = (await client.BatchGetItemAsync(new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { [Table] = new() { Keys = keys } }))).Responses[Table];
                return string.Join(" ", items.Select(Text));
            case StepKind.Scan:
                return await PagesAsync(async start =>
                {
                    var page = await client.ScanAsync(new ScanRequest(Table) { Limit = step.Limit + 1, ExclusiveStartKey = start });
                    return (Page(page.Items, page.Count, page.ScannedCount, page.LastEvaluatedKey), page.LastEvaluatedKey);
                });
            default:
                return await PagesAsync(async start =>
                {
                    var page = await client.QueryAsync(new QueryRequest(Table)
                    {
                        KeyConditionExpression = "id = :id AND #at BETWEEN :low AND :high",
                        FilterExpression = step.Kind == StepKind.QueryFiltered ? "#value >= :value" : null,
                        Select = step.Kind == StepKind.Count ? Select.COUNT : null,
                        ExpressionAttributeNames = step.Kind == StepKind.QueryFiltered ? new(Name) { ["#at"] = "at" } : new() { ["#at"] = "at" },
                        ExpressionAttributeValues = new(step.Kind == StepKind.QueryFiltered ? Value(step) : [])
                        {
                            [":id"] = S(step.Id),
                            [":low"] = N(Math.Min(step.Low, step.High)),
                            [":high"] = N(Math.Max(step.Low, step.High)),
                        },
                        Limit = step.Limit == 0 ? null : step.Limit,
                        ScanIndexForward = step.Forward,
                        ExclusiveStartKey = start,
                    });
                    return (Page(page.Items, page.Count, page.ScannedCount, page.LastEvaluatedKey), page.LastEvaluatedKey);
                });
        }
    }

    public static string Page(List<Dictionary<string, AttributeValue>>? items, int? count, int? scanned, Dictionary<string, AttributeValue>? last) =>
        string.Create(CultureInfo.InvariantCulture, $"[{(items is null ? "counted" : string.Join(' ', items.Select(Text)))}|{count}|{scanned}|{Text(last)}]");

    private static async Task<string> PagesAsync(Func<Dictionary<string, AttributeValue>?, Task<(string Text, Dictionary<string, AttributeValue>? Last)>> read)
    {
        var pages = new List<string>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            (var text, start) = await read(start);
            pages.Add(text);
        }
        while (start is { Count: > 0 });
        return string.Concat(pages);
    }
}
