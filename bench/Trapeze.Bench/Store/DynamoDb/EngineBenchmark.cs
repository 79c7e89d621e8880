using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store;
using Trapeze.Store.DynamoDb;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>The processor time that is ours, of a GetItem and of each row of a page.</summary>
internal sealed class EngineBenchmark : IBenchmark
{
    private const int Rows = 1_000;
    private const int Few = 100;
    private const int Rounds = 21;
    private const string Id = "lines";
    private const string PlainTable = "PlainLines";

    public string Name => "dynamodb.engine";

    public string Claim => "at most 15 µs of our own processor time a GetItem, 3 µs a returned row: the engine and the protocol on a physical table in memory; then this process's processor time on DynamoDB Local, less that of the plain client";

    public async Task RunAsync(TextWriter report)
    {
        await using var tables = await LocalTables.StartAsync();
        using var inMemory = FacetedStore.Open(tables.Options("Unused"), storage =>
        {
            storage.Dispose();
            return new DynamoDbStorage(new MemoryTable(), [], new StandingClock(), TimeProvider.System, TimeSpan.FromSeconds(1), Guid.NewGuid);
        });
        using var onServer = tables.Open("Facets");
        await tables.CreatePlainAsync(PlainTable);
        var (memory, server) = (inMemory.ClientAt(BenchStore.Order.Label("client", "alice")), onServer.ClientAt(BenchStore.Order.Label("client", "alice")));
        for (var at = 0; at < Rows; at++)
        {
            await memory.PutItemAsync(LocalTables.Lines, LocalTables.Row(Id, at, 0));
        }

        await LocalTables.ForAllAsync(Enumerable.Range(0, Rows), at => server.PutItemAsync(LocalTables.Lines, LocalTables.Row(Id, at, 0)));
        await LocalTables.ForAllAsync(Enumerable.Range(0, Rows), at => tables.Plain.PutItemAsync(PlainTable, LocalTables.Row(Id, at, 0)));

        var engine = Interleaved.Run(
            report,
            Rounds,
            operations: 200,
            ("in memory, GetItem", count => Get(memory, LocalTables.Lines, count)),
            ("in memory, page of 100 rows", count => Query(memory, LocalTables.Lines, Few, count)),
            ("in memory, page of 1,000 rows", count => Query(memory, LocalTables.Lines, Rows, count)));
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a row more: {(engine[2].Median - engine[1].Median) / (Rows - Few) / 1000:N2} µs"));

        var get = Difference(report, "GetItem", 300, count => Get(tables.Plain, PlainTable, count), count => Get(server, LocalTables.Lines, count));
        var few = Difference(report, "page of 100 rows", 60, count => Query(tables.Plain, PlainTable, Few, count), count => Query(server, LocalTables.Lines, Few, count));
        var many = Difference(report, "page of 1,000 rows", 10, count => Query(tables.Plain, PlainTable, Rows, count), count => Query(server, LocalTables.Lines, Rows, count));
        report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"on DynamoDB Local, ours: {get:N1} µs a GetItem, {(many - few) / (Rows - Few):N2} µs a row"));
    }

    // Of all threads of this process: the collector's and the connections' too.
    private static double Difference(TextWriter report, string what, int operations, Action<int> plain, Action<int> ours)
    {
        Action<int>[] sides = [plain, ours];
        var times = sides.Select(_ => new double[Rounds]).ToArray();
        foreach (var side in sides)
        {
            side(operations);
            side(operations);
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var turn = 0; turn < sides.Length; turn++)
            {
                var side = (turn + round) % sides.Length;
                var before = Environment.CpuUsage.TotalTime;
                sides[side](operations);
                times[side][round] = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / operations;
            }
        }

        var difference = times[1].Zip(times[0], (own, baseline) => own - baseline).ToArray();
        report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-44} {Interleaved.Median(times[0]),10:N1} µs plain  {Interleaved.Median(times[1]),10:N1} µs ours  {Interleaved.Median(difference),+10:N1} µs  [{difference.Min():N1} … {difference.Max():N1}]"));
        return Interleaved.Median(difference);
    }

    private static void Get(AmazonDynamoDBClient client, string table, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.GetItemAsync(new GetItemRequest(table, LocalTables.Key(Id, Few)) { ConsistentRead = true }).GetAwaiter().GetResult().Item is not { Count: 6 })
            {
                throw new InvalidOperationException("the item is missing");
            }
        }
    }

    private static void Query(AmazonDynamoDBClient client, string table, int limit, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.QueryAsync(LocalTables.Page(table, Id, limit)).GetAwaiter().GetResult().Count != limit)
            {
                throw new InvalidOperationException("rows are missing");
            }
        }
    }
}
