using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.LocalServers;
using Trapeze.Store;

namespace Trapeze.Bench.Store.DynamoDb;

/// <summary>What each operation costs, by how many lower labels are in use.</summary>
internal sealed class OperationsBenchmark : IBenchmark
{
    private const int Rows = 100;
    private const int Partitions = 10;
    private static readonly int Rounds = LocalTables.Rounds(15);
    private const string PlainTable = "PlainLines";

    // A chain, whose top is read and written at, and a family below an owner, of whose members one reads and writes.
    private static readonly LabelOrder Chain = Below(LabelOrder.CreateBuilder().Declare("a").Declare("b").Declare("c").Declare("own"), "a", "b", "c", "own");

    private static readonly LabelOrder Family =
        Below(LabelOrder.CreateBuilder().Declare("a").Declare("b").Declare("c").Declare("client", "id").Declare("owner"), "a", "b", "c", "client", "owner");

    private int _version;

    public string Name => "dynamodb.operations";

    public string Claim => "on DynamoDB Local, each operation of the plain client on a plain table against the store's with 0, 1 and 3 lower labels in use: at a label above them, at a client's below an owner, and at that where all processes have one clock";

    public async Task RunAsync(TextWriter report)
    {
        await using var tables = await LocalTables.StartAsync();
        await tables.CreatePlainAsync(PlainTable);
        await LocalTables.ForAllAsync(All(), row => tables.Plain.PutItemAsync(PlainTable, LocalTables.Row(row.Id, row.At, 0)));
        foreach (var lower in (int[])[0, 1, 3])
        {
            var names = (string[])["a", "b", "c"];
            using var chain = await FilledAsync(tables.Open($"Chain{lower}"), Chain, Chain.Label("own"), names[..lower]);
            using var family = await FilledAsync(tables.Open($"Family{lower}"), Family, Family.Label("client", "alice"), names[..lower]);
            using var single = await FilledAsync(tables.OpenOnOneClock($"Single{lower}"), Family, Family.Label("client", "alice"), names[..lower]);
            (string Name, AmazonDynamoDBClient Client, string Table)[] sides =
            [
                ("plain", tables.Plain, PlainTable),
                ("a label", chain.ClientAt(Chain.Label("own")), LocalTables.Lines),
                ("a client", family.ClientAt(Family.Label("client", "alice")), LocalTables.Lines),
                ("a client, one clock", single.ClientAt(Family.Label("client", "alice")), LocalTables.Lines),
            ];
            foreach (var (operation, times, act) in Operations())
            {
                report.WriteLine($"{operation}, {lower} lower labels in use; requests {await CountAsync(tables, $"Chain{lower}", Chain.Label("own"), act)} and {await CountAsync(tables, $"Family{lower}", Family.Label("client", "alice"), act)}");
                LocalTables.Time(report, Rounds, times, [.. sides.Select(side => ($"  {side.Name}", Many(side.Client, side.Table, act)))]);
            }
        }
    }

    private IEnumerable<(string Name, int Times, Func<AmazonDynamoDBClient, string, Task> Act)> Operations()
    {
        yield return ("GetItem", 100, async (client, table) => Require((await client.GetItemAsync(new GetItemRequest(table, LocalTables.Key("lines-1", 50)) { ConsistentRead = true })).Item?.Count == 6));
        yield return ("PutItem", 50, (client, table) => client.PutItemAsync(table, LocalTables.Row("written", 0, ++_version)));
        yield return ("PutItem on a condition", 50, (client, table) => client.PutItemAsync(new PutItemRequest(table, LocalTables.Row("written", 1, ++_version))
        {
            ConditionExpression = "attribute_not_exists(nothing)",
        }));
        yield return ("UpdateItem", 50, (client, table) => client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = table,
            Key = LocalTables.Key("written", 2),
            UpdateExpression = "ADD counted :one",
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":one"] = new AttributeValue { N = "1" } },
        }));
        yield return ("DeleteItem", 50, (client, table) => client.DeleteItemAsync(table, LocalTables.Key("written", 3)));
        yield return ("Query of 100 rows", 20, async (client, table) => Require((await client.QueryAsync(LocalTables.Page(table, "lines-1", limit: null))).Count == Rows));
        yield return ("Query of 100 rows, limit 100", 20, async (client, table) => Require((await client.QueryAsync(LocalTables.Page(table, "lines-1", limit: Rows))).Count == Rows));
        yield return ("Scan of 1,000 rows", 4, async (client, table) => Require((await client.ScanAsync(new ScanRequest(table) { ConsistentRead = true })).Count >= Rows * Partitions));
    }

    private static IEnumerable<(string Id, int At)> All() => from part in Enumerable.Range(0, Partitions) from at in Enumerable.Range(0, Rows) select ($"lines-{part}", at);

    // Each row is of one label, and those of a partition in turn of the reader's and the lower ones.
    private static async Task<FacetedStore> FilledAsync(FacetedStore store, LabelOrder order, Label own, string[] lower)
    {
        AmazonDynamoDBClient[] clients = [store.ClientAt(own), .. lower.Select(name => store.ClientAt(order.Label(name)))];
        await LocalTables.ForAllAsync(All(), row => clients[row.At % clients.Length].PutItemAsync(LocalTables.Lines, LocalTables.Row(row.Id, row.At, 0)));
        return store;
    }

    // By a store that has asked for notes before, and whose lease does not end.
    private static async Task<int> CountAsync(LocalTables tables, string physical, Label label, Func<AmazonDynamoDBClient, string, Task> act)
    {
        using var wire = new Wire();
        using var store = tables.Open(physical, wire);
        var client = store.ClientAt(label);
        await client.GetItemAsync(LocalTables.Lines, LocalTables.Key("none", 0));
        wire.Clear();
        await act(client, LocalTables.Lines);
        return wire.Requests.Count;
    }

    private static Action<int> Many(AmazonDynamoDBClient client, string table, Func<AmazonDynamoDBClient, string, Task> act) => count =>
    {
        for (var i = 0; i < count; i++)
        {
            act(client, table).GetAwaiter().GetResult();
        }
    };

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new InvalidOperationException("rows are missing");
        }
    }

    private static LabelOrder Below(LabelOrderBuilder builder, params string[] chain)
    {
        foreach (var (lower, upper) in chain.Zip(chain.Skip(1)))
        {
            builder.Below(lower, upper);
        }

        return builder.Build();
    }
}
