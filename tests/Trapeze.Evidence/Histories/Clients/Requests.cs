using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>The requests of one history: a partition of its own, whose sort keys are the history's keys.</summary>
internal sealed class Requests(string partition)
{
    private const string Table = "Keys";

    private static readonly Dictionary<string, string> Names = new() { ["#v"] = "value" };

    public static AttributeValue Number(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static int KeyOf(Dictionary<string, AttributeValue> item) => int.Parse(item["at"].N, CultureInfo.InvariantCulture);

    public static Item ItemOf(Dictionary<string, AttributeValue>? item) => item is not { Count: > 0 }
        ? Item.Absent
        : new Item(int.Parse(item["value"].N, CultureInfo.InvariantCulture), item.TryGetValue("times", out var times) ? int.Parse(times.N, CultureInfo.InvariantCulture) : 0);

    public Dictionary<string, AttributeValue> Key(int key) => new() { ["id"] = new() { S = partition }, ["at"] = Number(key) };

    public GetItemRequest Get(int key, bool asksCapacity) => new(Table, Key(key)) { ReturnConsumedCapacity = Capacity(asksCapacity) };

    public PutItemRequest Put(int key, int value, TestKind test, int asked, bool asksOld)
    {
        var (condition, values) = Condition(test, asked);
        return new PutItemRequest(Table, Whole(key, value))
        {
            ConditionExpression = condition,
            ExpressionAttributeNames = test == TestKind.Equals ? Names : null,
            ExpressionAttributeValues = values.Count == 0 ? null : values,
            ReturnValues = asksOld ? ReturnValue.ALL_OLD : ReturnValue.NONE,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
    }

    public DeleteItemRequest Delete(int key, TestKind test, int asked, bool asksOld)
    {
        var (condition, values) = Condition(test, asked);
        return new DeleteItemRequest(Table, Key(key))
        {
            ConditionExpression = condition,
            ExpressionAttributeNames = test == TestKind.Equals ? Names : null,
            ExpressionAttributeValues = values.Count == 0 ? null : values,
            ReturnValues = asksOld ? ReturnValue.ALL_OLD : ReturnValue.NONE,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
    }

    public UpdateItemRequest Add(int key, int value, TestKind test, int asked, bool asksNew)
    {
        var (condition, values) = Condition(test, asked);
        values[":value"] = Number(value);
        values[":one"] = Number(1);
        return new UpdateItemRequest
        {
            TableName = Table,
            Key = Key(key),
            UpdateExpression = "SET #v = :value ADD times :one",
            ConditionExpression = condition,
            ExpressionAttributeNames = Names,
            ExpressionAttributeValues = values,
            ReturnValues = asksNew ? ReturnValue.ALL_NEW : ReturnValue.ALL_OLD,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
    }

    /// <summary>Adds one unless <paramref name="token"/> says that it was done.</summary>
    public UpdateItemRequest AddOnce(int key, int token) => new()
    {
        TableName = Table,
        Key = Key(key),
        UpdateExpression = "SET #v = :value ADD times :one, done :tokens",
        ConditionExpression = "NOT contains(done, :token)",
        ExpressionAttributeNames = Names,
        ExpressionAttributeValues = new()
        {
            [":value"] = Number(token),
            [":one"] = Number(1),
            [":token"] = new() { S = Token(token) },
            [":tokens"] = new() { SS = [Token(token)] },
        },
    };

    /// <summary>Adds one, in a transaction that its token stands for: whatever its item says.</summary>
    public TransactWriteItemsRequest AddOnceByToken(int key, int token)
    {
        var add = AddOnce(key, token);
        add.ExpressionAttributeValues.Remove(":token");
        return new TransactWriteItemsRequest
        {
            // Other histories on the same tables have theirs.
            ClientRequestToken = $"{partition} {Token(token)}",
            TransactItems =
            [
                new TransactWriteItem
                {
                    Update = new Update
                    {
                        TableName = Table,
                        Key = add.Key,
                        UpdateExpression = add.UpdateExpression,
                        ExpressionAttributeNames = Names,
                        ExpressionAttributeValues = add.ExpressionAttributeValues,
                    },
                },
            ],
        };
    }

    public static string Token(int token) => $"t{token}";

    public QueryRequest Query(Act act, Dictionary<string, AttributeValue>? start) => new(Table)
    {
        KeyConditionExpression = "id = :id AND #at BETWEEN :low AND :high",
        ExpressionAttributeNames = new() { ["#at"] = "at" },
        ExpressionAttributeValues = new() { [":id"] = new() { S = partition }, [":low"] = Number(act.Key), [":high"] = Number(act.LastKey) },
        Limit = act.Limit == 0 ? null : act.Limit,
        ScanIndexForward = act.Forward,
        ExclusiveStartKey = start,
        ReturnConsumedCapacity = Capacity(act.AsksMore),
    };

    public BatchGetItemRequest GetAll(IEnumerable<int> keys) => new(new Dictionary<string, KeysAndAttributes> { [Table] = new() { Keys = [.. keys.Select(Key)] } });

    /// <summary>Puts those that have a value and deletes the others.</summary>
    public BatchWriteItemRequest WriteAll(IEnumerable<(int Key, int Value)> writes) => new(new Dictionary<string, List<WriteRequest>>
    {
        [Table] = [.. writes.Select(write => write.Value == 0 ? new WriteRequest(new DeleteRequest(Key(write.Key))) : new WriteRequest(new PutRequest(Whole(write.Key, write.Value))))],
    });

    public TransactGetItemsRequest GetAtOnce(IEnumerable<int> keys) => new()
    {
        TransactItems = [.. keys.Select(key => new TransactGetItem { Get = new Get { TableName = Table, Key = Key(key) } })],
    };

    /// <summary>Puts those that have a value and deletes the others, all or none; the first if it is as is asked.</summary>
    public TransactWriteItemsRequest Transact(IReadOnlyList<(int Key, int Value)> writes, TestKind test, int asked) => new()
    {
        TransactItems = [.. writes.Select((write, at) => at == 0 ? ActionOf(write.Key, write.Value, test, asked) : ActionOf(write.Key, write.Value, TestKind.None, asked: 0))],
    };

    public static List<Dictionary<string, AttributeValue>> Found(BatchGetItemResponse response) => response.Responses[Table];

    private static ReturnConsumedCapacity Capacity(bool asked) => asked ? ReturnConsumedCapacity.TOTAL : ReturnConsumedCapacity.NONE;

    private static (string? Condition, Dictionary<string, AttributeValue> Values) Condition(TestKind test, int asked) => test switch
    {
        TestKind.Absent => ("attribute_not_exists(id)", []),
        TestKind.Present => ("attribute_exists(id)", []),
        TestKind.Equals => ("#v = :asked", new() { [":asked"] = Number(asked) }),
        _ => (null, []),
    };

    private Dictionary<string, AttributeValue> Whole(int key, int value) => new(Key(key)) { ["value"] = Number(value) };

    private TransactWriteItem ActionOf(int key, int value, TestKind test, int asked)
    {
        var (condition, values) = Condition(test, asked);
        var (names, given) = (test == TestKind.Equals ? Names : null, values.Count == 0 ? null : values);
        return value == 0
            ? new TransactWriteItem
            {
                Delete = new Delete
                {
                    TableName = Table,
                    Key = Key(key),
                    ConditionExpression = condition,
                    ExpressionAttributeNames = names,
                    ExpressionAttributeValues = given,
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                },
            }
            : new TransactWriteItem
            {
                Put = new Put
                {
                    TableName = Table,
                    Item = Whole(key, value),
                    ConditionExpression = condition,
                    ExpressionAttributeNames = names,
                    ExpressionAttributeValues = given,
                    ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
                },
            };
    }
}
