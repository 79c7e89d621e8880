using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Trapeze.Bench.Store;

/// <summary>Durable writes: alone against a prepared durable write, and many at once.</summary>
internal sealed class PutBenchmark : IBenchmark
{
    private const int Callers = 64;

    public string Name => "store-put";

    public string Claim => "a prepared durable SQLite write (WAL, synchronous=FULL), against PutItem alone; then 64 callers at once. Every write changes its row";

    public async Task RunAsync(TextWriter report)
    {
        using var store = new BenchStore();
        using var connection = new SqliteConnection($"Data Source={store.Beside}");
        connection.Open();
        using var setup = connection.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id TEXT PRIMARY KEY, item BLOB) WITHOUT ROWID;";
        setup.ExecuteNonQuery();
        using var write = connection.CreateCommand();
        write.CommandText = "INSERT INTO row VALUES ($id, $item) ON CONFLICT DO UPDATE SET item = $item";
        write.Parameters.AddWithValue("$id", "row");
        var item = write.Parameters.Add("$item", SqliteType.Blob);
        write.Prepare();
        var client = store.At("client", "alice");
        var version = 0;
        Interleaved.Run(report, rounds: 9, operations: 300,
            ("prepared durable SQLite write", count =>
            {
                for (var i = 0; i < count; i++)
                {
                    var bytes = new byte[300];
                    BitConverter.TryWriteBytes(bytes, ++version);
                    item.Value = bytes;
                    write.ExecuteNonQuery();
                }
            }),
            ("PutItem alone", count =>
            {
                for (var i = 0; i < count; i++)
                {
                    client.PutItemAsync(BenchStore.Table, BenchStore.Item("row", ++version)).GetAwaiter().GetResult();
                }
            }));

        var rates = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            rates.Add(await ManyAsync(store, client, each: 500));
        }

        report.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PutItem, {Callers} callers: {Interleaved.Median([.. rates]):N0}/s  [{rates.Min():N0} … {rates.Max():N0}]"));
    }

    private static async Task<double> ManyAsync(BenchStore store, Amazon.DynamoDBv2.AmazonDynamoDBClient client, int each)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await client.PutItemAsync(BenchStore.Table, BenchStore.Item($"caller-{caller}", i));
            }
        })));
        return Callers * each / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
