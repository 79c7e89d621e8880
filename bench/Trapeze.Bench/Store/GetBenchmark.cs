using Microsoft.Data.Sqlite;

namespace Trapeze.Bench.Store;

/// <summary>get against a prepared read of the same row in the same file.</summary>
internal sealed class GetBenchmark : IBenchmark
{
    private const int Rows = 20_000;
    private const string Id = "row-12345";

    public string Name => "store-get";

    public string Claim => "a prepared Microsoft.Data.Sqlite read of a row's bytes, against GetItem of the same row; GetItem with 0 and with 10,000 hidden facets under the key";

    public async Task RunAsync(TextWriter report)
    {
        using var bare = new BenchStore();
        using var crowded = new BenchStore();
        var client = bare.At("client", "alice");
        await BenchStore.FillAsync(Enumerable.Range(0, Rows).Select(row => (client, $"row-{row}")));
        var (other, hidden) = (crowded.At("client", "alice"), Enumerable.Range(0, 10_000).Select(i => crowded.At("client", $"c{i}")).ToList());
        await BenchStore.FillAsync(Enumerable.Range(0, Rows).Select(row => (other, $"row-{row}")));
        await BenchStore.FillAsync(hidden.Select(each => (each, Id)));

        // As many rows in both files, so that their trees are as deep: only where the rows are differs.
        var elsewhere = Enumerable.Range(0, 10_000).Select(i => (bare.At("client", $"c{i}"), $"elsewhere-{i}"));
        await BenchStore.FillAsync(elsewhere);

        using var connection = new SqliteConnection($"Data Source={bare.Path}");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT item FROM facet WHERE at = $at AND hash = $hash AND sort = $sort";
        foreach (var (parameter, value) in Location(connection))
        {
            read.Parameters.AddWithValue(parameter, value);
        }

        read.Prepare();
        var request = BenchStore.Key(Id);
        Interleaved.Run(report, rounds: 15, operations: 20_000,
            ("prepared SQLite read", count =>
            {
                for (var i = 0; i < count; i++)
                {
                    using var row = read.ExecuteReader();
                    if (!row.Read() || row.GetFieldValue<byte[]>(0).Length < 200)
                    {
                        throw new InvalidOperationException("the row is missing");
                    }
                }
            }),
            ("GetItem", count => Get(client, request, count)),
            ("GetItem, 10,000 hidden facets", count => Get(other, request, count)));
    }

    private static void Get(Amazon.DynamoDBv2.AmazonDynamoDBClient client, Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue> key, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (client.GetItemAsync(BenchStore.Table, key).GetAwaiter().GetResult().Item.Count != 5)
            {
                throw new InvalidOperationException("the item is missing");
            }
        }
    }

    private static Dictionary<string, byte[]> Location(SqliteConnection connection)
    {
        using var find = connection.CreateCommand();
        find.CommandText = "SELECT at, hash, sort FROM facet WHERE own = 1 AND instr(hash, CAST($id AS BLOB)) > 0 LIMIT 1";
        find.Parameters.AddWithValue("$id", Id);
        using var row = find.ExecuteReader();
        row.Read();
        return new() { ["$at"] = row.GetFieldValue<byte[]>(0), ["$hash"] = row.GetFieldValue<byte[]>(1), ["$sort"] = row.GetFieldValue<byte[]>(2) };
    }
}
