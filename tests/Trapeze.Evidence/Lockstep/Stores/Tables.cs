using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What tables there are and what they are: constants, whatever is in them; and a table that nobody declared is none.</summary>
internal sealed class Tables(Scene scene)
{
    private const string Nowhere = "nowhere";

    private KeySpace Keys => scene.Keys;

    internal Task AskAsync(Viewer viewer, Dice dice)
    {
        var table = dice.Next(4) switch { 0 => Nowhere, 1 => Keys.Plain, _ => Keys.Sorted };
        return dice.Next(5) switch
        {
            0 => ListAsync(viewer),
            1 => CreateAsync(viewer, table),
            2 => TimeToLiveAsync(viewer, table),
            _ => DescribeAsync(viewer, table),
        };
    }

    private async Task DescribeAsync(Viewer viewer, string table)
    {
        var actual = await AnswerAsync(async () =>
        {
            var described = (await viewer.Client.DescribeTableAsync(new DescribeTableRequest { TableName = table })).Table;
            return $"{described.TableName} {described.TableStatus} {string.Join(',', described.KeySchema.Select(key => $"{key.AttributeName} {key.KeyType}"))} "
                + $"{string.Join(',', described.AttributeDefinitions.Select(attribute => $"{attribute.AttributeName} {attribute.AttributeType}"))} "
                + $"index {string.Join(',', (described.GlobalSecondaryIndexes ?? []).Select(index => $"{index.IndexName} items {index.ItemCount} bytes {index.IndexSizeBytes}"))} "
                + $"items {described.ItemCount} bytes {described.TableSizeBytes} since {described.CreationDateTime}";
        });
        scene.Tally.Add("DescribeTable");
        var index = KeySpace.IsIndexed(table) ? $"{KeySpace.Index} items  bytes " : "";
        var keys = KeySpace.Describe(table == Keys.Sorted, Keys);
        scene.Compare(viewer, $"DescribeTable {table}", table == Nowhere ? "Requested resource not found" : $"{table} {TableStatus.ACTIVE} {keys} index {index} items  bytes  since ", actual);
    }

    // One store has the tables of all programs that run at once.
    private async Task ListAsync(Viewer viewer)
    {
        var names = (await viewer.Client.ListTablesAsync(new ListTablesRequest())).TableNames;
        scene.Tally.Add("ListTables");
        var all = Enumerable.Range(0, StoreBlock.Slots).SelectMany(slot => (string[])[$"Hash{slot}", KeySpace.SortedOf(slot)]).Order(StringComparer.Ordinal);
        scene.Compare(viewer, "ListTables", string.Join(' ', all), string.Join(' ', names));
    }

    private async Task CreateAsync(Viewer viewer, string table)
    {
        var actual = await AnswerAsync(async () =>
        {
            await viewer.Client.CreateTableAsync(new CreateTableRequest { TableName = table });
            return "created";
        });
        scene.Tally.Add("CreateTable");
        scene.Compare(viewer, $"CreateTable {table}", "CreateTable of what is not declared is not supported by the faceted store", actual);
    }

    private async Task TimeToLiveAsync(Viewer viewer, string table)
    {
        var described = await AnswerAsync(async () =>
            $"{(await viewer.Client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = table })).TimeToLiveDescription.TimeToLiveStatus}");
        var updated = await AnswerAsync(async () =>
        {
            var off = new TimeToLiveSpecification { AttributeName = Contents.Number, Enabled = false };
            return $"{(await viewer.Client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = table, TimeToLiveSpecification = off })).TimeToLiveSpecification.Enabled}";
        });
        scene.Tally.Add("DescribeTimeToLive");
        scene.Tally.Add("UpdateTimeToLive");
        var missing = "Requested resource not found";
        scene.Compare(viewer, $"TimeToLive of {table}", table == Nowhere ? $"{missing} {missing}" : "DISABLED False", $"{described} {updated}");
    }

    private static async Task<string> AnswerAsync(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonDynamoDBException refused)
        {
            return refused.Message;
        }
    }
}
