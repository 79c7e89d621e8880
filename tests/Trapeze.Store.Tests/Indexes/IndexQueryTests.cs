using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Indexes;

public sealed class IndexQueryTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Query_OfAnIndex_IsSparseAndInItsOrder()
    {
        await PutAsync("public", "a", 3, owner: "o");
        await PutAsync("public", "b", 1, owner: "o");
        await PutAsync("public", "b", 2, owner: "other");
        await PutAsync("public", "c", 2);
        await PutAsync("public", "d", 2, owner: "o");

        Assert.Equal(["b1", "d2", "a3"], await KeysAsync("public", Owner("o")));
        Assert.Equal(["a3", "d2", "b1"], await KeysAsync("public", Owner("o", it => it.ScanIndexForward = false)));
        Assert.Equal(["d2", "a3"], await KeysAsync("public", Owner("o", it => And(it, "#at > :at", 1))));
        Assert.Equal(["b1", "d2"], await KeysAsync("public", Owner("o", it => And(it, "#at <= :at", 2))));
        Assert.Equal(["b1"], await KeysAsync("public", Owner("o", it => And(it, "#at < :at", 2))));
        Assert.Equal(["d2"], await KeysAsync("public", Owner("o", it => And(it, "#at = :at", 2))));
        Assert.Empty(await KeysAsync("public", Owner("nobody")));
        Assert.Equal(["a3", "b1", "b2", "d2"], (await KeysAsync("public", new ScanRequest("Indexed") { IndexName = "byOwner" })).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Query_ItemThatMoves_IsWhereItIs()
    {
        await PutAsync("public", "a", 1, owner: "o");
        await PutAsync("public", "a", 1, owner: "p");
        Assert.Empty(await KeysAsync("public", Owner("o")));
        Assert.Equal(["a1"], await KeysAsync("public", Owner("p")));

        await _store.At("public").UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "Indexed",
            Key = KeyAt("a", 1),
            UpdateExpression = "REMOVE #o",
            ExpressionAttributeNames = new() { ["#o"] = "owner" },
        });
        Assert.Empty(await KeysAsync("public", Owner("p")));

        await PutAsync("public", "a", 1, owner: "o");
        await _store.At("public").DeleteItemAsync("Indexed", KeyAt("a", 1));
        Assert.Empty(await KeysAsync("public", Owner("o")));
    }

    [Theory]
    [InlineData("client(alice)", "client(alice)")]
    [InlineData("client(alice)", "owner")]
    public async Task Query_FacetThatIsSupersededInTheView_IsNotShown(string writer, string reader)
    {
        await PutAsync("public", "a", 1, owner: "o");
        await PutAsync("public", "b", 1, owner: "o");
        await PutAsync(writer, "a", 1, owner: "p");
        await _store.At(writer).DeleteItemAsync("Indexed", KeyAt("b", 1));

        Assert.Equal(["a1", "b1"], await KeysAsync("public", Owner("o")));
        Assert.Empty(await KeysAsync("public", Owner("p")));
        Assert.Empty(await KeysAsync(reader, Owner("o")));
        Assert.Equal(["a1"], await KeysAsync(reader, Owner("p")));
        Assert.Equal(["a1", "b1"], await KeysAsync("client(bob)", Owner("o")));
    }

    [Fact]
    public async Task Query_OlderFacetWithTheSameKey_ShowsTheNewerItem()
    {
        await PutAsync("public", "a", 1, owner: "o", title: "old");
        await PutAsync("client(alice)", "a", 1, owner: "o", title: "new");

        Assert.Equal(["new"], (await _store.At("client(alice)").QueryAsync(Owner("o"))).Items.Select(item => item["title"].S));
        Assert.Equal(["old"], (await _store.At("public").QueryAsync(Owner("o"))).Items.Select(item => item["title"].S));
    }

    [Fact]
    public async Task Query_HiddenItems_CountNowhere()
    {
        foreach (var at in (int[])[1, 3, 5])
        {
            await PutAsync("public", "a", at, owner: "o");
            await PutAsync("client(alice)", "a", at + 1, owner: "o", title: new string('x', 5_000));
        }

        var page = await _store.At("public").QueryAsync(Owner("o", it => (it.Limit, it.ReturnConsumedCapacity) = (2, "INDEXES")));
        Assert.Equal((2, 2, "a3"), (page.Count, page.ScannedCount, Key(page.LastEvaluatedKey)));
        Assert.Equal((0.5, 0.0, 0.5), (page.ConsumedCapacity.CapacityUnits, page.ConsumedCapacity.Table.CapacityUnits, page.ConsumedCapacity.GlobalSecondaryIndexes["byOwner"].CapacityUnits));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public async Task Query_PageByPage_ShowsEachItemOnce(bool forward, int limit)
    {
        for (var i = 0; i < 7; i++)
        {
            await PutAsync("public", $"k{i}", i % 3, owner: "o");
        }

        var request = Owner("o", it => (it.ScanIndexForward, it.Limit) = (forward, limit));
        var found = new List<string>();
        do
        {
            var page = await _store.At("client(alice)").QueryAsync(request);
            found.AddRange(page.Items.Select(Key));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
            Assert.True(page.LastEvaluatedKey is null || page.LastEvaluatedKey.Keys.Order(StringComparer.Ordinal).SequenceEqual(["at", "id", "owner"], StringComparer.Ordinal));
        }
        while (request.ExclusiveStartKey is not null);

        string[] all = ["k00", "k30", "k60", "k11", "k41", "k22", "k52"];
        Assert.Equal(forward ? all : all.Reverse(), found);
    }

    [Fact]
    public async Task Query_WhatAnIndexProjects_IsAllThatItShows()
    {
        await PutAsync("public", "a", 1, owner: "o", title: "t", state: "s");

        Assert.Equal("at id owner state title", await NamesAsync(Owner("o")));
        Assert.Equal("at id state", await NamesAsync(Query("byState", "state", "s")));
        Assert.Equal("at id owner title", await NamesAsync(Query("byOwnerSome", "owner", "o")));
        Assert.Equal("title", await NamesAsync(Query("byOwnerSome", "owner", "o", it => it.ProjectionExpression = "title")));
        Assert.Equal("at id owner title", await NamesAsync(Query("byOwnerSome", "owner", "o", it => it.Select = "ALL_PROJECTED_ATTRIBUTES")));
        Assert.Equal("at id owner state title", await NamesAsync(Owner("o", it => it.Select = "ALL_ATTRIBUTES")));
        Assert.Equal(0, (await _store.At("public").ScanAsync(
            new ScanRequest("Indexed") { IndexName = "byOwnerSome", FilterExpression = "attribute_exists(#s)", ExpressionAttributeNames = new() { ["#s"] = "state" } })).Count);
    }

    [Fact]
    public async Task Query_LocalIndex_FetchesWhatItHasNot()
    {
        await _store.At("public").PutItemAsync("Indexed", new(KeyAt("a", 1)) { ["rank"] = N(1), ["title"] = S("t"), ["text"] = S(new string('x', 9_000)) });
        await _store.At("public").PutItemAsync("Indexed", new(KeyAt("a", 2)) { ["title"] = S("not in it") });
        var request = new QueryRequest("Indexed")
        {
            IndexName = "byRank",
            KeyConditionExpression = "id = :id",
            ExpressionAttributeValues = new() { [":id"] = S("a") },
            ConsistentRead = true,
            ReturnConsumedCapacity = "INDEXES",
        };

        Assert.Equal("at id rank title", await NamesAsync(request));
        request.Select = "ALL_ATTRIBUTES";
        var page = await _store.At("public").QueryAsync(request);
        Assert.Equal(9_000, Assert.Single(page.Items)["text"].S.Length);
        Assert.Equal((4.0, 3.0, 1.0), (page.ConsumedCapacity.CapacityUnits, page.ConsumedCapacity.Table.CapacityUnits, page.ConsumedCapacity.LocalSecondaryIndexes["byRank"].CapacityUnits));
    }

    [Theory]
    [InlineData("byOwnerSome", "owner", "a, state")]
    [InlineData("byRank", "id", "a, state")]
    public async Task Query_FilterOfWhatTheIndexDoesNotProject_IsRefused(string index, string hash, string missing) => await AssertRefusedAsync(
        $"One or more parameter values were invalid: Secondary index {index} does not project one or more filter attributes: [{missing}]",
        Query(index, hash, "o", it => Filter(it, "attribute_exists(#s) AND size(a.b) < size(title)")));

    [Fact]
    public async Task Query_LongPartitionKeyOfTheTable_IsTakenToStartAt()
    {
        var longest = new string('x', 2048);
        await PutAsync("public", longest, 1, state: "s");
        await PutAsync("public", "y", 1, state: "s");

        var page = await _store.At("public").QueryAsync(Query("byState", "state", "s", it => it.Limit = 1));
        Assert.Equal(longest, page.LastEvaluatedKey["id"].S);
        Assert.Equal(["y1"], await KeysAsync("public", Query("byState", "state", "s", it => it.ExclusiveStartKey = page.LastEvaluatedKey)));
    }

    [Theory]
    [InlineData("byOwner", "owner")]
    [InlineData("byRank", "id")]
    public async Task Query_EmptyKeyOfAnIndex_IsRefusedWithItsName(string index, string hash) => await AssertRefusedAsync(
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot "
        + $"contain an empty string value. IndexName: {index}, IndexKey: {hash}",
        Query(index, hash, ""));

    [Fact]
    public async Task Query_WhatAGlobalIndexCannot_IsRefused()
    {
        await AssertRefusedAsync("Consistent reads are not supported on global secondary indexes", Owner("o", it => it.ConsistentRead = true));
        await AssertRefusedAsync(
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index byOwnerSome because its projection type is not ALL",
            Query("byOwnerSome", "owner", "o", it => it.Select = "ALL_ATTRIBUTES"));
        await AssertRefusedAsync(
            "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES", Owner("o", it => (it.Select, it.ProjectionExpression) = ("ALL_PROJECTED_ATTRIBUTES", "title")));
        await AssertRefusedAsync(
            "One or more parameter values were invalid: Global secondary index byOwnerSome does not project [state]",
            Query("byOwnerSome", "owner", "o", it => (it.ProjectionExpression, it.ExpressionAttributeNames["#s"]) = ("title, #s", "state")));
        await AssertRefusedAsync("Query condition missed key schema element: owner", Query("byOwner", "id", "a"));
        await AssertRefusedAsync("Filter Expression can only contain non-primary key attributes: Primary key attribute: owner", Owner("o", it => Filter(it, "attribute_exists(#k)", "owner")));
        await AssertRefusedAsync(
            "The provided starting key is invalid: The provided key element does not match the schema", Owner("o", it => it.ExclusiveStartKey = KeyAt("a", 1)));
        await AssertRefusedAsync(
            "The provided starting key is outside query boundaries based on provided conditions",
            Owner("o", it => it.ExclusiveStartKey = new(KeyAt("a", 1)) { ["owner"] = S("p") }));
    }

    [Theory]
    [InlineData("INDEXES")]
    [InlineData("TOTAL")]
    public async Task AnyWrite_ConsumedCapacity_CountsIndexesToo(string asked)
    {
        async Task<string> PutCapacityAsync(string owner, string state)
        {
            var consumed = (await _store.At("public").PutItemAsync(new PutItemRequest("Indexed", new(KeyAt("a", 1)) { ["owner"] = S(owner), ["state"] = S(state) }) { ReturnConsumedCapacity = asked })).ConsumedCapacity;
            var parts = (consumed.GlobalSecondaryIndexes ?? []).OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key} {part.Value.CapacityUnits:r}");
            return asked == "TOTAL" ? $"{consumed.CapacityUnits:r}" : $"{consumed.CapacityUnits:r} of it {consumed.Table.CapacityUnits:r} {string.Join(' ', parts)}".TrimEnd();
        }

        Assert.Equal(asked == "TOTAL" ? "4" : "4 of it 1 byOwner 1 byOwnerSome 1 byState 1", await PutCapacityAsync("o", "s"));
        Assert.Equal(asked == "TOTAL" ? "1" : "1 of it 1", await PutCapacityAsync("o", "s"));
        Assert.Equal(asked == "TOTAL" ? "4" : "4 of it 1 byOwner 1 byState 2", await PutCapacityAsync("o", "t"));
        Assert.Equal(asked == "TOTAL" ? "5" : "5 of it 1 byOwner 2 byOwnerSome 2", await PutCapacityAsync("p", "t"));
    }

    [Fact]
    public async Task AnyWrite_WronglyTypedIndexKey_IsRefused()
    {
        var item = new Dictionary<string, AttributeValue>(KeyAt("a", 1)) { ["owner"] = N(1) };
        const string message = "One or more parameter values were invalid: Type mismatch for Index Key owner Expected: S Actual: N IndexName: byOwner";
        var update = new UpdateItemRequest
        {
            TableName = "Indexed",
            Key = KeyAt("a", 1),
            UpdateExpression = "SET #o = :o",
            ExpressionAttributeNames = new() { ["#o"] = "owner" },
            ExpressionAttributeValues = new() { [":o"] = N(1) },
        };

        await AssertRefusedAsync(message, client => client.PutItemAsync("Indexed", item));
        await AssertRefusedAsync(message, client => client.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Indexed"] = [new(new PutRequest(item))] }));
        await AssertRefusedAsync("The update expression attempted to update the secondary index key to unsupported type", client => client.UpdateItemAsync(update));
        update.ExpressionAttributeValues[":o"] = S("");
        await AssertRefusedAsync(
            "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. "
            + "The AttributeValue for a key attribute cannot contain an empty string value.",
            client => client.UpdateItemAsync(update));
        update.ExpressionAttributeValues[":o"] = S(new string('x', 2049));
        await AssertRefusedAsync("The update expression attempted to update the secondary index key beyond allowed size limits", client => client.UpdateItemAsync(update));
        item["owner"] = S("");
        await AssertRefusedAsync(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot "
            + "contain an empty string value. IndexName: byOwner, IndexKey: owner",
            client => client.PutItemAsync("Indexed", item));
        await AssertRefusedAsync(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot "
            + "contain an empty string value. IndexName: byOwner, IndexKey: owner",
            client => client.UpdateItemAsync(new UpdateItemRequest { TableName = "Indexed", Key = KeyAt("a", 1), AttributeUpdates = new() { ["owner"] = new(S(""), "PUT") } }));
        item["owner"] = S(new string('x', 2049));
        await AssertRefusedAsync("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes", client => client.PutItemAsync("Indexed", item));
    }

    [Fact]
    public async Task AnyWrite_ItemAndItsEntriesInLocalIndexes_HaveOneLimit()
    {
        // 7 bytes of keys, 6 of rank and 200,005 of title count twice.
        const int most = ItemSize.Limit - (2 * (7 + 6 + 200_005)) - 4;
        Dictionary<string, AttributeValue> Sized(int text, string? key) =>
            new(KeyAt("a", 1)) { ["title"] = S(new string('t', 200_000)), ["text"] = S(new string('x', text)), [key ?? "none"] = key == "owner" ? S("o") : N(1) };
        var client = _store.At("public");
        var tooLarge = Sized(most + 1, "rank");
        var update = new UpdateItemRequest
        {
            TableName = "Indexed",
            Key = KeyAt("a", 1),
            UpdateExpression = "SET #r = :r",
            ExpressionAttributeNames = new() { ["#r"] = "rank" },
            ExpressionAttributeValues = new() { [":r"] = N(1) },
        };

        await client.PutItemAsync("Indexed", Sized(most, "rank"));
        await AssertRefusedAsync("Item size has exceeded the maximum allowed size", it => it.PutItemAsync("Indexed", tooLarge));
        await AssertRefusedAsync(
            "Item size has exceeded the maximum allowed size",
            it => it.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>> { ["Indexed"] = [new(new PutRequest(tooLarge))] }));
        await client.PutItemAsync("Indexed", Sized(most + 1, "owner"));
        await client.PutItemAsync("Indexed", Sized(most - 5, null));
        await AssertRefusedAsync("Item size to update has exceeded the maximum allowed size", it => it.UpdateItemAsync(update));
        await client.PutItemAsync("Indexed", Sized(most - 6, null));
        await client.UpdateItemAsync(update);

        Assert.Equal(most - 6, (await client.GetItemAsync("Indexed", KeyAt("a", 1))).Item["text"].S.Length);
    }

    [Theory]
    [InlineData("#k.x", "Key: id", "id")]
    [InlineData("#k[0]", "IndexKey: owner", "owner")]
    public async Task AnyOperation_PathIntoAKey_IsRefusedThoughTheKeyIsAnIndexs(string path, string key, string name)
    {
        var message = $"Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {key}";
        Dictionary<string, string> names = new() { ["#k"] = name };
        await AssertRefusedAsync(message, client => client.GetItemAsync(
            new GetItemRequest("Indexed", KeyAt("a", 1)) { ProjectionExpression = path, ExpressionAttributeNames = names }));
        await AssertRefusedAsync(message, client => client.ScanAsync(
            new ScanRequest("Indexed") { FilterExpression = $"attribute_exists({path})", ExpressionAttributeNames = names }));
        await AssertRefusedAsync(message, Query("byState", "state", "s", it =>
        {
            (it.KeyConditionExpression, it.ProjectionExpression) = ("#s = :k", path);
            it.ExpressionAttributeNames = new(names) { ["#s"] = "state" };
        }));
        await AssertRefusedAsync(message, client => client.DeleteItemAsync(
            new DeleteItemRequest("Indexed", KeyAt("a", 1)) { ConditionExpression = $"attribute_exists({path})", ExpressionAttributeNames = names }));
    }

    [Fact]
    public async Task Scan_SegmentsOfAnIndex_TogetherShowEachItemOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            await PutAsync("public", $"k{i:00}", 1, owner: $"o{i % 7}");
        }

        var found = new List<string>();
        for (var segment = 0; segment < 3; segment++)
        {
            found.AddRange(await KeysAsync("public", new ScanRequest("Indexed") { IndexName = "byOwner", Segment = segment, TotalSegments = 3 }));
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"k{i:00}1"), found.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, AttributeValue> KeyAt(string id, int at) => new() { ["id"] = S(id), ["at"] = N(at) };

    private static string Key(Dictionary<string, AttributeValue> item) => item["id"].S + item["at"].N;

    private static QueryRequest Owner(string owner, Action<QueryRequest>? change = null) => Query("byOwner", "owner", owner, change);

    private static QueryRequest Query(string index, string hash, string value, Action<QueryRequest>? change = null)
    {
        var request = new QueryRequest("Indexed")
        {
            IndexName = index,
            KeyConditionExpression = "#k = :k",
            ExpressionAttributeNames = new() { ["#k"] = hash },
            ExpressionAttributeValues = new() { [":k"] = S(value) },
        };
        change?.Invoke(request);
        return request;
    }

    private static void And(QueryRequest request, string condition, int at)
    {
        request.KeyConditionExpression += $" AND {condition}";
        request.ExpressionAttributeNames["#at"] = "at";
        request.ExpressionAttributeValues[":at"] = N(at);
    }

    private static void Filter(QueryRequest request, string filter, string? attribute = null)
    {
        request.FilterExpression = filter;
        if (attribute is null)
        {
            request.ExpressionAttributeNames["#s"] = "state";
        }
    }

    private Task PutAsync(string label, string id, int at, string? owner = null, string? title = null, string? state = null)
    {
        var item = KeyAt(id, at);
        foreach (var (name, value) in new[] { ("owner", owner), ("title", title), ("state", state) })
        {
            if (value is not null)
            {
                item[name] = S(value);
            }
        }

        return _store.At(label).PutItemAsync("Indexed", item);
    }

    private async Task<IEnumerable<string>> KeysAsync(string label, QueryRequest request) => (await _store.At(label).QueryAsync(request)).Items.Select(Key);

    private async Task<IEnumerable<string>> KeysAsync(string label, ScanRequest request) => (await _store.At(label).ScanAsync(request)).Items.Select(Key);

    private async Task<string> NamesAsync(QueryRequest request) =>
        string.Join(' ', Assert.Single((await _store.At("public").QueryAsync(request)).Items).Keys.Order(StringComparer.Ordinal));

    private Task AssertRefusedAsync(string message, QueryRequest request) => AssertRefusedAsync(message, client => client.QueryAsync(request));

    private async Task AssertRefusedAsync(string message, Func<AmazonDynamoDBClient, Task> act)
    {
        var refused = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => act(_store.At("public")));
        Assert.Equal(("ValidationException", message), (refused.ErrorCode, refused.Message));
    }
}
