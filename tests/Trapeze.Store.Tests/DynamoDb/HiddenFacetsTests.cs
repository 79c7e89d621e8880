using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.LocalServers;
using Trapeze.Testing;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>What a client asks of DynamoDB, is answered, and tells its function, with hidden facets and without.</summary>
public sealed class HiddenFacetsTests(LocalTables tables) : IClassFixture<LocalTables>
{
    private const int Hidden = 20;
    private const string Physical = "Hidden";

    // Every place is looked at always, or those that nobody has used are not.
    [DynamoDbLocalTheory]
    [InlineData(0)]
    [InlineData(3_600)]
    public async Task HiddenFacets_OfAnyNumber_ChangeNoByteThatIsAskedAnsweredOrTold(int lease)
    {
        var alone = await RunAsync(TimeSpan.FromSeconds(lease), hidden: 0);
        var crowded = await RunAsync(TimeSpan.FromSeconds(lease), Hidden);

        Assert.All(alone, step => Assert.StartsWith("ok", step.Told, StringComparison.Ordinal));
        Assert.All(alone, step => Assert.NotEmpty(step.Asked));
        Assert.Equal(alone.Select(step => (step.Name, step.Told)), crowded.Select(step => (step.Name, step.Told)));
        Assert.Equal(alone.Select(step => (step.Name, step.Asked)), crowded.Select(step => (step.Name, step.Asked)));
        Assert.Equal(alone.Select(step => (step.Name, step.Answered)), crowded.Select(step => (step.Name, step.Answered)));
    }

    [DynamoDbLocalFact]
    public async Task VisibleFacets_ChangeWhatIsAnswered()
    {
        var alone = await RunAsync(TimeSpan.Zero, hidden: 0);
        var shown = await RunAsync(TimeSpan.Zero, hidden: 1, "public");

        Assert.NotEqual(alone.Select(step => step.Answered), shown.Select(step => step.Answered));
        Assert.NotEqual(alone.Select(step => step.Told), shown.Select(step => step.Told));
    }

    private async Task<List<(string Name, string Told, string Asked, string Answered)>> RunAsync(TimeSpan lease, int hidden, params string[] labels)
    {
        using var wire = new Wire();
        using var plain = tables.Server.CreateClient();
        using var stop = new CancellationTokenSource();
        using (var before = Open(lease, wire: null, first: 1))
        {
            await before.ClientAt(Retail.Parse("public")).PutItemAsync("Sorted", Row(0, "of the public"));
        }

        using var others = Open(lease, wire: null, first: null);
        using var store = Open(lease, wire, first: 1_000);
        var alice = store.ClientAt(Retail.Parse("client(alice)"));
        List<(string Name, string Told, string Asked, string Answered)> steps = [];
        try
        {
            var crowd = await CrowdAsync(others, labels is [] ? [.. Enumerable.Range(0, hidden).Select(i => $"client(c{i})"), "owner", "audit"] : labels, hidden, stop.Token);
            foreach (var (name, act) in Steps())
            {
                wire.Clear();
                var told = await ToldAsync(() => act(alice));
                // What is asked side by side has no order.
                steps.Add((name, told, string.Join('\n', wire.Requests.Order(StringComparer.Ordinal)), string.Join('\n', wire.Answers.Order(StringComparer.Ordinal))));
            }

            await stop.CancelAsync();
            await crowd;
            return steps;
        }
        finally
        {
            await plain.DeleteTableAsync(Physical);
        }
    }

    private static IEnumerable<(string Name, Func<AmazonDynamoDBClient, Task<AmazonWebServiceResponse>> Act)> Steps()
    {
        yield return ("get the public's", async client => await client.GetItemAsync("Sorted", Key(0)));
        yield return ("get nothing", async client => await client.GetItemAsync("Sorted", Key(1)));
        yield return ("put where nothing is", async client => await client.PutItemAsync(new PutItemRequest("Sorted", Row(1, "one")) { ConditionExpression = "attribute_not_exists(id)" }));
        yield return ("put", async client => await client.PutItemAsync("Sorted", Row(2, "two")));
        yield return ("put again", async client => await client.PutItemAsync(new PutItemRequest("Sorted", Row(2, "two again")) { ReturnValues = ReturnValue.ALL_OLD }));
        yield return ("update", async client => await client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "Sorted",
            Key = Key(3),
            UpdateExpression = "ADD times :one",
            ExpressionAttributeValues = new() { [":one"] = N(1) },
            ReturnValues = ReturnValue.ALL_NEW,
        }));
        yield return ("get", async client => await client.GetItemAsync(new GetItemRequest("Sorted", Key(2)) { ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL }));
        yield return ("query", async client => await client.QueryAsync(Page(limit: null)));
        yield return ("query a page", async client => await client.QueryAsync(Page(limit: 2)));
        yield return ("scan", async client => await client.ScanAsync(new ScanRequest("Sorted")));
        yield return ("batch", async client => await client.BatchGetItemAsync(new BatchGetItemRequest(new Dictionary<string, KeysAndAttributes> { ["Sorted"] = new() { Keys = [Key(1), Key(2), Key(4)] } })));
        yield return ("delete", async client => await client.DeleteItemAsync(new DeleteItemRequest("Sorted", Key(2)) { ReturnValues = ReturnValue.ALL_OLD }));
        yield return ("delete nothing", async client => await client.DeleteItemAsync("Sorted", Key(4)));
        yield return ("query what is left", async client => await client.QueryAsync(Page(limit: null)));
    }

    // Under every key that the steps are about, before them and while they run.
    private static async Task<Task> CrowdAsync(FacetedStore store, string[] labels, int hidden, CancellationToken stop)
    {
        if (hidden == 0)
        {
            return Task.CompletedTask;
        }

        foreach (var label in labels)
        {
            var client = store.ClientAt(Retail.Parse(label));
            for (var at = 0; at < 6; at++)
            {
                await client.PutItemAsync("Sorted", Row(at, label), stop);
            }
        }

        return Task.Run(
            async () =>
            {
                for (var round = 0; !stop.IsCancellationRequested; round++)
                {
                    var client = store.ClientAt(Retail.Parse(labels[round % labels.Length]));
                    await client.PutItemAsync("Sorted", Row(round % 6, $"hidden {round}"), CancellationToken.None);
                    await client.DeleteItemAsync("Sorted", Key((round + 1) % 6), CancellationToken.None);
                }
            },
            CancellationToken.None);
    }

    private static async Task<string> ToldAsync(Func<Task<AmazonWebServiceResponse>> act)
    {
        try
        {
            return $"ok {JsonSerializer.Serialize<object>(await act())}";
        }
        catch (AmazonServiceException refused)
        {
            return $"{refused.ErrorCode}: {refused.Message}";
        }
    }

    private FacetedStore Open(TimeSpan lease, Wire? wire, int? first)
    {
        var uid = first ?? 0;
        return WiredStore.Open(
            tables.Server, Physical, lease, wire, () => first is null ? Guid.NewGuid() : new Guid(Interlocked.Increment(ref uid), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static Dictionary<string, AttributeValue> Key(int at) => new() { ["id"] = S("k"), ["at"] = N(at) };

    private static Dictionary<string, AttributeValue> Row(int at, string value) => new(Key(at)) { ["value"] = S(value) };

    private static QueryRequest Page(int? limit) => new("Sorted")
    {
        KeyConditionExpression = "id = :id",
        ExpressionAttributeValues = new() { [":id"] = S("k") },
        Limit = limit,
        ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
    };
}
