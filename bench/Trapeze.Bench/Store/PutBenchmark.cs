using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Microsoft.Data.Sqlite;

namespace Trapeze.Bench.Store;

/// <summary>Durable writes: alone against a prepared durable write, and many at once.</summary>
internal sealed class PutBenchmark : IBenchmark
{
    private const int Callers = 64;
    private const int Each = 500;

    // Past the first checkpoint both logs are overwritten in place; until then the file grows with every commit, which costs more.
    private const int WarmUp = 1_500;

    private int _version;

    public string Name => "store-put";

    public string Claim => "a prepared durable SQLite write (WAL, synchronous=FULL), against PutItem alone; then 64 callers at once. Every write changes its row";

    public async Task RunAsync(TextWriter report)
    {
        using var store = new BenchStore();
        using var connection = new SqliteConnection($"Data Source={store.Beside}");
        connection.Open();
        using var write = Prepare(connection);
        var client = store.At("client", "alice");
        Write(write, WarmUp);
        Put(client, WarmUp);
        Interleaved.Run(
            report,
            rounds: 15,
            operations: 200,
            ("prepared durable SQLite write", count => Write(write, count)),
            ("PutItem alone", count => Put(client, count)));

        var rates = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            rates.Add(await ManyAsync(client));
        }

        report.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"PutItem, {Callers} callers: {Interleaved.Median([.. rates]):N0}/s  [{rates.Min():N0} … {rates.Max():N0}]"));
    }

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        using var setup = connection.CreateCommand();
        setup.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id TEXT PRIMARY KEY, item BLOB) WITHOUT ROWID;";
        setup.ExecuteNonQuery();
        var write = connection.CreateCommand();
        write.CommandText = "INSERT INTO row VALUES ($id, $item) ON CONFLICT DO UPDATE SET item = $item";
        write.Parameters.AddWithValue("$id", "row");
        write.Parameters.Add("$item", SqliteType.Blob).Value = Array.Empty<byte>();
        write.Prepare();
        return write;
    }

    private void Write(SqliteCommand write, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[300];
            BitConverter.TryWriteBytes(bytes, ++_version);
            write.Parameters["$item"].Value = bytes;
            write.ExecuteNonQuery();
        }
    }

    private void Put(AmazonDynamoDBClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            client.PutItemAsync(BenchStore.Table, BenchStore.Item("row", ++_version)).GetAwaiter().GetResult();
        }
    }

    private static async Task<double> ManyAsync(AmazonDynamoDBClient client)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => PutAllAsync(client, caller))));
        return Callers * Each / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task PutAllAsync(AmazonDynamoDBClient client, int caller)
    {
        for (var i = 0; i < Each; i++)
        {
            await client.PutItemAsync(BenchStore.Table, BenchStore.Item($"caller-{caller}", i));
        }
    }
}
