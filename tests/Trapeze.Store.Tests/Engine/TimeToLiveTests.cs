using Amazon.DynamoDBv2.Model;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>What has ended does not exist, whoever swept: a function of the view and the clock.</summary>
public sealed class TimeToLiveTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task AnyRead_ItemThatHasEnded_IsAbsent()
    {
        await PutAsync("public", 1, "ends", inSeconds: 10);
        await PutAsync("public", 2, "stays");

        foreach (var (seconds, seen) in new[] { (9, "ends stays"), (10, "stays") })
        {
            _store.Clock.Now = Start.AddSeconds(seconds);
            Assert.Equal(seen, await SeenAsync("public", At.Get));
            Assert.Equal(seen, await SeenAsync("public", At.BatchGet));
            Assert.Equal(seen, await SeenAsync("public", At.TransactGet));
            Assert.Equal(seen, await SeenAsync("public", At.Query));
            Assert.Equal(seen, await SeenAsync("public", At.Scan));
            Assert.Equal(seen, await SeenAsync("public", At.Index));
        }
    }

    [Fact]
    public async Task AnyWrite_ItemThatHasEnded_IsNotThere()
    {
        await PutAsync("public", 1, "old", inSeconds: 10);
        var put = new PutItemRequest("Indexed", Item(1, "new")) { ConditionExpression = "attribute_not_exists(id)", ReturnValues = "ALL_OLD" };

        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _store.At("public").PutItemAsync(put));
        _store.Clock.Now = Start.AddSeconds(10);
        Assert.Null((await _store.At("public").PutItemAsync(put)).Attributes);
        Assert.Equal("new", await SeenAsync("public", At.Get));
    }

    [Fact]
    public async Task AnyRead_OlderFacetsBehindWhatHasEnded_DoNotReappear()
    {
        await PutAsync("public", 1, "older");
        await PutAsync("client(alice)", 1, "ends", inSeconds: 10);
        _store.Clock.Now = Start.AddSeconds(10);

        Assert.Equal("", await SeenAsync("client(alice)", At.Get));
        Assert.Equal("older", await SeenAsync("public", At.Get));
        Assert.True(await _store.Store.SweepAsync(100) > 0);
        Assert.Equal("", await SeenAsync("client(alice)", At.Get));
        Assert.Equal("", await SeenAsync("owner", At.Index));
        Assert.Equal("older", await SeenAsync("public", At.Index));
    }

    [Fact]
    public async Task Query_ItemThatHasEnded_IsNotCounted()
    {
        for (var at = 0; at < 4; at++)
        {
            await PutAsync("public", at, $"{at}", inSeconds: at % 2 == 0 ? 10 : null);
        }

        _store.Clock.Now = Start.AddSeconds(10);
        var page = await _store.At("public").QueryAsync(Query(limit: 1));

        Assert.Equal((1, 1, "1"), (page.Count, page.ScannedCount, page.LastEvaluatedKey["at"].N));
    }

    [Fact]
    public async Task SweepAsync_WhatHasEnded_IsRemovedOnce()
    {
        await PutAsync("client(alice)", 1, "ends", inSeconds: 10);
        await PutAsync("client(alice)", 2, "stays", inSeconds: 11);
        Assert.Equal(0, await _store.Store.SweepAsync(100));

        _store.Clock.Now = Start.AddSeconds(10);

        // A copy at the client's own place, and one at the owner's.
        Assert.Equal(2, await _store.Store.SweepAsync(100));
        Assert.Equal(0, await _store.Store.SweepAsync(100));
        _store.Clock.Now = Start;
        Assert.Equal("stays", await SeenAsync("owner", At.Scan));
    }

    [Fact]
    public async Task SweepAsync_TokensThatHaveEnded_AreRemoved()
    {
        await _store.At("client(alice)").TransactWriteItemsAsync(new TransactWriteItemsRequest
        {
            ClientRequestToken = "token",
            TransactItems = [new() { Put = new Put { TableName = "Plain", Item = TemporaryStore.Item("k", "v") } }],
        });
        Assert.Equal(0, await _store.Store.SweepAsync(100));

        _store.Clock.Now = Start.AddMinutes(10);
        Assert.Equal(2, await _store.Store.SweepAsync(100));
        Assert.Equal("v", await _store.ValueAsync("client(alice)", "k"));
    }

    [Theory]
    [InlineData("S", "1")]
    [InlineData("N", "99999999999999999999")]
    public async Task AnyRead_AttributeThatIsNoTimeOfThePast_EndsNothing(string type, string value)
    {
        var item = Item(1, "stays");
        item["ends"] = type == "S" ? S(value) : new() { N = value };
        await _store.At("public").PutItemAsync("Indexed", item);

        Assert.Equal("stays", await SeenAsync("public", At.Scan));
    }

    private static readonly DateTimeOffset Start = new SetClock().Now;

    private enum At
    {
        Get,
        BatchGet,
        TransactGet,
        Query,
        Scan,
        Index,
    }

    private static Dictionary<string, AttributeValue> KeyAt(int at) => new() { ["id"] = S("k"), ["at"] = N(at) };

    private static Dictionary<string, AttributeValue> Item(int at, string title) => new(KeyAt(at)) { ["title"] = S(title), ["owner"] = S("o") };

    private static QueryRequest Query(string? index = null, int? limit = null) => new("Indexed")
    {
        IndexName = index,
        Limit = limit,
        KeyConditionExpression = index is null ? "id = :k" : "#o = :k",
        ExpressionAttributeNames = index is null ? null : new() { ["#o"] = "owner" },
        ExpressionAttributeValues = new() { [":k"] = S(index is null ? "k" : "o") },
    };

    private Task PutAsync(string label, int at, string title, int? inSeconds = null)
    {
        var item = Item(at, title);
        if (inSeconds is { } seconds)
        {
            item["ends"] = new() { N = Start.AddSeconds(seconds).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }

        return _store.At(label).PutItemAsync("Indexed", item);
    }

    private async Task<string> SeenAsync(string label, At at)
    {
        using var client = _store.At(label);
        var keys = Enumerable.Range(0, 3).Select(KeyAt).ToList();
        IEnumerable<Dictionary<string, AttributeValue>?> items = at switch
        {
            At.Get => [.. await Task.WhenAll(keys.Select(async key => (await client.GetItemAsync("Indexed", key)).Item))],
            At.BatchGet => (await client.BatchGetItemAsync(new Dictionary<string, KeysAndAttributes> { ["Indexed"] = new() { Keys = keys } })).Responses["Indexed"],
            At.TransactGet => (await client.TransactGetItemsAsync(new TransactGetItemsRequest { TransactItems = keys.ConvertAll(key => new TransactGetItem { Get = new Get { TableName = "Indexed", Key = key } }) }))
                .Responses.Select(each => each.Item),
            At.Query => (await client.QueryAsync(Query())).Items,
            At.Scan => (await client.ScanAsync(new ScanRequest("Indexed"))).Items,
            _ => (await client.QueryAsync(Query("byOwner"))).Items,
        };
        return string.Join(' ', items.Where(item => item is not null).Select(item => item!["title"].S));
    }
}
