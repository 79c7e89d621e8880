using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Crashes;

/// <summary>This assembly as a process of its own, which writes to a store that others have open and may be killed at any instant.</summary>
internal static class ChildProcess
{
    private const int Callers = 6;

    public static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(ChildProcess).Assembly.Location, arguments[0], arguments[1], arguments[2] },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

    public static async Task<int> Main(string[] args)
    {
        if (args is not [var act, var path, var count])
        {
            return 1;
        }

        await using var store = OpenAt(path);
        var times = int.Parse(count, CultureInfo.InvariantCulture);
        await (act == "write" ? Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => WriteAsync(store, caller, times))) : CountAsync(store, times));
        return 0;
    }

    // Says what was acknowledged, after it was.
    private static async Task WriteAsync(FacetedStore store, int caller, int from)
    {
        using var client = store.ClientAt(Retail.Label("client", $"c{caller % 2}"));
        for (var i = from; ; i++)
        {
            await (IsOfTransactions(caller) ? PutTwiceAsync(client, caller, i) : client.PutItemAsync("Plain", ItemOf("k", caller, i)));
            lock (store)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{caller} {i}"));
                Console.Out.Flush();
            }
        }
    }

    /// <summary>Whether a caller writes each value twice, in a transaction.</summary>
    public static bool IsOfTransactions(int caller) => caller >= Callers / 2;

    private static Task PutTwiceAsync(Amazon.DynamoDBv2.AmazonDynamoDBClient client, int caller, int value) =>
        client.TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            ClientRequestToken = $"{caller} {value}",
            TransactItems = [.. new[] { "k", "twin" }.Select(name => new TransactWriteItem { Put = new Put { TableName = "Plain", Item = ItemOf(name, caller, value) } })],
        });

    private static Dictionary<string, AttributeValue> ItemOf(string name, int caller, int value) => new() { ["id"] = S($"{name}{caller}"), ["value"] = N(value) };

    private static async Task CountAsync(FacetedStore store, int times)
    {
        using var client = store.ClientAt(Retail.Label("client", "alice"));
        for (var i = 0; i < times; i++)
        {
            await IncrementAsync(client);
        }
    }

    public static Task<UpdateItemResponse> IncrementAsync(Amazon.DynamoDBv2.AmazonDynamoDBClient client) =>
        client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "Plain",
            Key = Key("counter"),
            UpdateExpression = "ADD times :one",
            ExpressionAttributeValues = new() { [":one"] = N(1) },
            ReturnValues = Amazon.DynamoDBv2.ReturnValue.UPDATED_NEW,
        });
}
