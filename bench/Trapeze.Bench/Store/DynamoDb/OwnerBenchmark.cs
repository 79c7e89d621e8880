using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.LocalServers;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>An owner over very many clients.</summary>
internal sealed class OwnerBenchmark : IBenchmark
{
    private static readonly int Clients = LocalTables.Clients(100_000);
    private const string Shared = "shared";
    private const string Table = "table";
    private const string PlainTable = "PlainLines";
    private static readonly int Rounds = LocalTables.Rounds(15);
    private static readonly TimeSpan LoadTime = TimeSpan.FromMinutes(10);

    public string Name => "dynamodb.owner";

    public string Claim => "on DynamoDB Local, an owner reading a key, and pages of a table, that 100,000 clients wrote at their own labels, against the plain client reading the same rows from a plain table";

    public async Task RunAsync(TextWriter report)
    {
        await using var tables = await LocalTables.StartAsync();
        await tables.CreatePlainAsync(PlainTable);
        await tables.LoadAsync(PlainTable, Enumerable.Range(0, Clients).Select(i => LocalTables.Row(Table, i, i)).Append(LocalTables.Row(Shared, 0, 0)), LoadTime);
        using var store = tables.Open("Facets");

        // Each client puts its facet under the one key; the rows of the table, one for each client, are loaded as such puts leave them.
        var start = Stopwatch.GetTimestamp();
        await LocalTables.ForAllAsync(Enumerable.Range(0, Clients).TakeWhile(_ => Stopwatch.GetElapsedTime(start) < LoadTime), async i =>
        {
            using var client = store.ClientAt(BenchStore.Order.Label("client", $"c{i}"));
            await client.PutItemAsync(LocalTables.Lines, LocalTables.Row(Shared, 0, i));
        });
        var wrote = Stopwatch.GetElapsedTime(start);
        var load = new FacetLoad(BenchStore.Order, LocalTables.Definition);
        var loaded = await tables.LoadAsync(
            "Facets", Enumerable.Range(0, Clients).SelectMany(i => load.Of(BenchStore.Order.Label("client", $"c{i}"), LocalTables.Row(Table, i, i), arrival: 1)), LoadTime);
        var written = (await tables.Plain.DescribeTableAsync("Facets")).Table.ItemCount;
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Clients:N0} clients wrote the key in {wrote.TotalSeconds:N0} s, then {loaded:N0} items loaded; {written:N0} items in the table"));

        var owner = store.ClientAt(BenchStore.Order.Label("owner"));
        LocalTables.Time(
            report,
            Rounds,
            operations: 200,
            ("plain GetItem", count => Get(tables.Plain, PlainTable, count)),
            ("owner's GetItem of the key", count => Get(owner, LocalTables.Lines, count)));
        foreach (var limit in (int?[])[100, 1_000, null])
        {
            var page = limit is { } rows ? string.Create(CultureInfo.InvariantCulture, $"page of {rows:N0}") : "page of 1 MB";
            LocalTables.Time(
                report,
                Rounds,
                operations: limit switch { 100 => 40, { } => 8, null => 1 },
                ($"plain Query, {page}", count => Query(tables.Plain, PlainTable, limit, count)),
                ($"owner's Query, {page}", count => Query(owner, LocalTables.Lines, limit, count)));
        }

        using var wire = new Wire();
        using var counted = tables.Open("Facets", wire);
        owner = counted.ClientAt(BenchStore.Order.Label("owner"));
        Get(owner, LocalTables.Lines, 1);
        await ShowAsync("the key", () => owner.GetItemAsync(LocalTables.Lines, LocalTables.Key(Shared, 0)));
        foreach (var limit in (int?[])[100, 1_000, null])
        {
            await ShowAsync(string.Create(CultureInfo.InvariantCulture, $"a page of {limit?.ToString(CultureInfo.InvariantCulture) ?? "1 MB"}"), () => owner.QueryAsync(LocalTables.Page(LocalTables.Lines, Table, limit)));
        }

        await ShowAsync("a scan's page of 1 MB", () => owner.ScanAsync(new ScanRequest(LocalTables.Lines)));

        async Task ShowAsync<T>(string what, Func<Task<T>> act)
        {
            wire.Clear();
            await act();
            report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"requests for {what}: {wire.Requests.Count}, {wire.Answers.Sum(answer => answer.Length):N0} bytes of answers"));
        }
    }

    private static void Get(AmazonDynamoDBClient client, string table, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.GetItemAsync(new GetItemRequest(table, LocalTables.Key(Shared, 0)) { ConsistentRead = true }).GetAwaiter().GetResult().Item is not { Count: 6 })
            {
                throw new InvalidOperationException("the item is missing");
            }
        }
    }

    private static void Query(AmazonDynamoDBClient client, string table, int? limit, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var page = client.QueryAsync(LocalTables.Page(table, Table, limit)).GetAwaiter().GetResult();
            if (page.Count < Math.Min(limit ?? int.MaxValue, Math.Min(Clients, 2_000)))
            {
                throw new InvalidOperationException("rows are missing");
            }
        }
    }
}
