using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.LocalServers;
using Trapeze.Store;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>Whether what is hidden shows in the time of a read, in what it asks of DynamoDB, or in what it answers.</summary>
internal sealed class HiddenBenchmark : IBenchmark
{
    private const int Rows = 100;
    private static readonly int Clients = LocalTables.Clients(10_000);
    private const string Id = "lines";
    private const int At = 50;
    private static readonly int Rounds = LocalTables.Rounds(21);
    private static readonly TimeSpan LoadTime = TimeSpan.FromMinutes(10);

    public string Name => "dynamodb.hidden";

    public string Claim => "on DynamoDB Local, a client's GetItem and page of 100 rows with 10,000 hidden facets elsewhere, and with as many under one of the keys; then with a million in the table, under the same keys, and one put plainly beside them";

    public async Task RunAsync(TextWriter report)
    {
        await using var tables = await LocalTables.StartAsync();
        using var bare = tables.Open("FacetsA");
        using var crowded = tables.Open("FacetsB");
        foreach (var store in (FacetedStore[])[bare, crowded])
        {
            var alice = store.ClientAt(BenchStore.Order.Label("client", "alice"));
            await LocalTables.ForAllAsync(Enumerable.Range(0, Rows), at => alice.PutItemAsync(LocalTables.Lines, LocalTables.Row(Id, at, 0)));
        }

        // As many in both tables: only the keys that they are at differ.
        await PutHiddenAsync(bare, i => ("elsewhere", i));
        await PutHiddenAsync(crowded, _ => (Id, At));
        Compare(report, $"{Text(Clients)} hidden elsewhere", bare, $"{Text(Clients)} hidden under the key", crowded);
        await ShowWireAsync(report, tables);

        var load = new FacetLoad(BenchStore.Order, LocalTables.Definition);
        var start = Stopwatch.GetTimestamp();
        var loaded = await tables.LoadAsync("FacetsB", Hidden(load), LoadTime);
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loaded:N0} more items, each client with one under each key, loaded as puts leave them in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s"));
        Compare(report, $"{Text(Clients)} in the table", bare, $"{Text(loaded + Clients)} in the table", crowded);
        await ShowWireAsync(report, tables);

        // What the server itself takes longer for, in a larger table.
        foreach (var table in (string[])["FacetsA", "FacetsB"])
        {
            await tables.Plain.PutItemAsync(table, Beside());
        }

        var key = Beside();
        key.Remove("d");
        LocalTables.Time(
            report,
            Rounds,
            operations: 200,
            ($"plain GetItem, {Text(Clients)} in the table", count => Get(tables.Plain, "FacetsA", key, count)),
            ($"plain GetItem, {Text(loaded + Clients)} in the table", count => Get(tables.Plain, "FacetsB", key, count)));
    }

    private static Task PutHiddenAsync(FacetedStore store, Func<int, (string Id, int At)> key) => LocalTables.ForAllAsync(Enumerable.Range(0, Clients), async i =>
    {
        using var client = store.ClientAt(BenchStore.Order.Label("client", $"c{i}"));
        var (id, at) = key(i);
        await client.PutItemAsync(LocalTables.Lines, LocalTables.Row(id, at, i));
    });

    private static IEnumerable<Dictionary<string, AttributeValue>> Hidden(FacetLoad load) =>
        from i in Enumerable.Range(0, Clients)
        let label = BenchStore.Order.Label("client", $"h{i}")
        from at in Enumerable.Range(0, Rows)
        from item in load.Of(label, LocalTables.Row(Id, at, i), arrival: null)
        select item;

    private static void Compare(TextWriter report, string fewName, FacetedStore few, string manyName, FacetedStore many)
    {
        var (one, other) = (few.ClientAt(BenchStore.Order.Label("client", "alice")), many.ClientAt(BenchStore.Order.Label("client", "alice")));
        LocalTables.Time(
            report,
            Rounds,
            operations: 200,
            ($"GetItem, {fewName}", count => Get(one, LocalTables.Lines, LocalTables.Key(Id, At), count)),
            ($"GetItem, {manyName}", count => Get(other, LocalTables.Lines, LocalTables.Key(Id, At), count)));
        LocalTables.Time(
            report,
            Rounds,
            operations: 50,
            ($"page of 100, {fewName}", count => Query(one, count)),
            ($"page of 100, {manyName}", count => Query(other, count)));
    }

    // Both tables have names of one length, and the wire is compared without them.
    private static async Task ShowWireAsync(TextWriter report, LocalTables tables)
    {
        var (few, many) = (await WireAsync(tables, "FacetsA"), await WireAsync(tables, "FacetsB"));
        report.WriteLine($"requests to DynamoDB for one of each: {few.Requests.Count}, {(few.Requests.SequenceEqual(many.Requests, StringComparer.Ordinal) ? "the same bytes in both" : "NOT THE SAME")}; "
            + $"what the client is told: {few.Answers.Length} characters, {(few.Answers == many.Answers ? "the same in both" : "NOT THE SAME")}");
    }

    private static async Task<(List<string> Requests, string Answers)> WireAsync(LocalTables tables, string table)
    {
        using var wire = new Wire();
        using var store = tables.Open(table, wire);
        var alice = store.ClientAt(BenchStore.Order.Label("client", "alice"));
        var get = await alice.GetItemAsync(new GetItemRequest(LocalTables.Lines, LocalTables.Key(Id, At)) { ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL });
        var page = await alice.QueryAsync(LocalTables.Page(LocalTables.Lines, Id, limit: null));
        return ([.. wire.Requests.Select(request => request.Replace(table, "Facets", StringComparison.Ordinal))], JsonSerializer.Serialize((object[])[get, page]));
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Dictionary<string, AttributeValue> Beside() => new(StringComparer.Ordinal)
    {
        ["p"] = new AttributeValue { S = "beside" },
        ["k"] = new AttributeValue { B = new MemoryStream([1]) },
        ["d"] = new AttributeValue { S = new string('n', 200) },
    };

    private static void Get(AmazonDynamoDBClient client, string table, Dictionary<string, AttributeValue> key, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.GetItemAsync(new GetItemRequest(table, key) { ConsistentRead = true }).GetAwaiter().GetResult().Item is not { Count: > 0 })
            {
                throw new InvalidOperationException("the item is missing");
            }
        }
    }

    private static void Query(AmazonDynamoDBClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.QueryAsync(LocalTables.Page(LocalTables.Lines, Id, limit: null)).GetAwaiter().GetResult().Count != Rows)
            {
                throw new InvalidOperationException("rows are missing");
            }
        }
    }
}
