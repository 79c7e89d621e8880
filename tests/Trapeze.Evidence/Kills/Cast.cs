using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Core.Labels;
using Trapeze.Store;

namespace Trapeze.Evidence.Kills;

/// <summary>Who writes, at which labels, and where.</summary>
internal static class Cast
{
    /// <summary>The workers of one process; each label has one in each process, so that processes meet at every label.</summary>
    public const int Workers = 4;

    private const string Table = "Keys";
    private const int PerKey = 20;

    private static readonly string[] Texts = ["public", "client(a)", "client(b)", "owner"];

    private static readonly string[][] Upper = [["client(a)", "owner", "audit"], ["owner"], ["owner"], []];

    public static LabelOrder Order { get; } = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("owner").Declare("audit")
        .Below("public", "client").Below("client", "owner").Below("public", "audit")
        .Build();

    public static string LabelOf(int worker) => Texts[worker % Workers];

    /// <summary>Labels that see what the worker writes, and are not its own.</summary>
    public static IReadOnlyList<string> Above(int worker) => Upper[worker % Workers];

    /// <summary>A key that all workers of a label count on, for as long as it does not get too long.</summary>
    public static string CounterOf(int worker, int number) => string.Create(CultureInfo.InvariantCulture, $"count-{worker % Workers}-{number / PerKey}");

    /// <summary>A key that one worker alone writes.</summary>
    public static string RegisterOf(int worker) => string.Create(CultureInfo.InvariantCulture, $"last-{worker}");

    public static bool IsCounter(string key) => key.StartsWith("count-", StringComparison.Ordinal);

    /// <summary>The store as one process has it: with its usual time-outs and lease.</summary>
    public static FacetedStore Open(Uri server, string table) => FacetedStore.Open(new FacetedStoreOptions
    {
        Tables = [new TableDefinition(Table, new KeyDefinition("id", ScalarAttributeType.S))],
        Backend = new DynamoDbBackend
        {
            TableName = table,
            ServiceUrl = server,
            Credentials = new BasicAWSCredentials("local", "local"),
            CreatesTable = true,
        },
    });

    public static GetItemRequest Get(string key) => new(Table, Key(key));

    /// <summary>Counts one, and says which: an effect that came twice would be counted twice and said once.</summary>
    /// <param name="write">Which.</param>
    /// <param name="once">Whether only if it has not been done before.</param>
    public static UpdateItemRequest Count(Written write, bool once) => new()
    {
        TableName = Table,
        Key = Key(write.Key),
        UpdateExpression = "ADD times :one, done :tokens",
        ConditionExpression = once ? "NOT contains(done, :token)" : null,
        ExpressionAttributeValues = once
            ? new() { [":one"] = Number(1), [":tokens"] = new() { SS = [write.Token] }, [":token"] = new() { S = write.Token } }
            : new() { [":one"] = Number(1), [":tokens"] = new() { SS = [write.Token] } },
    };

    public static PutItemRequest Put(Written write) => new(Table, new(Key(write.Key)) { ["number"] = Number(write.Number) });

    /// <summary>Puts it over what the worker left there itself.</summary>
    public static PutItemRequest PutOver(Written write, int? left)
    {
        var put = Put(write);
        put.ConditionExpression = left is null ? "attribute_not_exists(id)" : "#n = :left";
        put.ExpressionAttributeNames = left is null ? null : new() { ["#n"] = "number" };
        put.ExpressionAttributeValues = left is { } number ? new() { [":left"] = Number(number) } : null;
        return put;
    }

    public static DeleteItemRequest Delete(Written write) => new(Table, Key(write.Key));

    /// <summary>What lies in a register.</summary>
    public static int? RegisterIn(Dictionary<string, AttributeValue>? item) => item is { Count: > 0 } ? int.Parse(item["number"].N, CultureInfo.InvariantCulture) : null;

    /// <summary>What a counter has counted, and what it says that was.</summary>
    public static (int Times, IReadOnlyCollection<string> Done) CounterIn(Dictionary<string, AttributeValue>? item) => item is { Count: > 0 }
        ? (int.Parse(item["times"].N, CultureInfo.InvariantCulture), item["done"].SS)
        : (0, []);

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["id"] = new() { S = key } };

    private static AttributeValue Number(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };
}
