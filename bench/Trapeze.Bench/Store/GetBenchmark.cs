using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Data.Sqlite;

namespace Trapeze.Bench.Store;

/// <summary>get against a prepared read of the same row in the same file.</summary>
internal sealed class GetBenchmark : IBenchmark
{
    private const int Rows = 20_000;
    private const int Hidden = 10_000;
    private const string Id = "row-12345";

    public string Name => "store-get";

    public string Claim => "a prepared Microsoft.Data.Sqlite read of a row's bytes, against GetItem of the same row; GetItem with 0 and with 10,000 hidden facets under the key; and with three places in use";

    public async Task RunAsync(TextWriter report)
    {
        using var bare = new BenchStore();
        using var crowded = new BenchStore();
        var (client, other) = (bare.At("client", "alice"), crowded.At("client", "alice"));
        await BenchStore.FillAsync(Enumerable.Range(0, Rows).Select(row => (client, $"row-{row}")));
        await BenchStore.FillAsync(Enumerable.Range(0, Rows).Select(row => (other, $"row-{row}")));

        // As many rows in both files, so that their trees are as deep: only where the rows are differs.
        await BenchStore.FillAsync(Enumerable.Range(0, Hidden).Select(i => (bare.At("client", $"c{i}"), $"elsewhere-{i}")));
        await BenchStore.FillAsync(Enumerable.Range(0, Hidden).Select(i => (crowded.At("client", $"c{i}"), Id)));

        using var connection = new SqliteConnection($"Data Source={bare.Path}");
        connection.Open();
        using var read = Prepare(connection);
        var key = BenchStore.Key(Id);
        Interleaved.Run(
            report,
            rounds: 21,
            operations: 5_000,
            ("prepared SQLite read", count => Read(read, count)),
            ("GetItem", count => Get(client, key, count)));
        Interleaved.Run(
            report,
            rounds: 21,
            operations: 5_000,
            ("GetItem, no hidden facet", count => Get(client, key, count)),
            ("GetItem, 10,000 hidden facets", count => Get(other, key, count)));

        // So far the client's own place was the only one in use; now every place that it looks at is.
        await BenchStore.FillAsync([(bare.Facets.ClientAt(BenchStore.Order.Label("public")), "open"), (bare.Facets.ClientAt(BenchStore.Order.Bottom), "open")]);
        Interleaved.Run(
            report,
            rounds: 21,
            operations: 5_000,
            ("prepared SQLite read", count => Read(read, count)),
            ("GetItem, three places in use", count => Get(client, key, count)));
    }

    private static void Get(AmazonDynamoDBClient client, Dictionary<string, AttributeValue> key, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.GetItemAsync(BenchStore.Table, key).GetAwaiter().GetResult().Item.Count != 5)
            {
                throw new InvalidOperationException("the item is missing");
            }
        }
    }

    private static void Read(SqliteCommand read, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var row = read.ExecuteReader();
            if (!row.Read() || row.GetFieldValue<byte[]>(0).Length < 200)
            {
                throw new InvalidOperationException("the row is missing");
            }
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        using var find = connection.CreateCommand();
        find.CommandText = "SELECT at, key FROM facet WHERE own = 1 AND instr(key, CAST($id AS BLOB)) > 0 LIMIT 1";
        find.Parameters.AddWithValue("$id", Id);
        using var row = find.ExecuteReader();
        row.Read();
        var read = connection.CreateCommand();
        read.CommandText = "SELECT item FROM facet WHERE at = $at AND key = $key";
        read.Parameters.AddWithValue("$at", row.GetInt64(0));
        read.Parameters.AddWithValue("$key", row.GetFieldValue<byte[]>(1));
        row.Close();
        read.Prepare();
        return read;
    }
}
