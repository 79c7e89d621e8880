using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests;

public sealed class FacetedStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task GetItem_KeyWithOnlyHiddenFacets_IsAbsent()
    {
        await _store.PutAsync("client(alice)", "k", "secret");

        Assert.Null(await _store.ValueAsync("public", "k"));
        Assert.Null(await _store.ValueAsync("client(bob)", "k"));
        Assert.Null(await _store.ValueAsync("audit", "k"));
        Assert.Equal("secret", await _store.ValueAsync("client(alice)", "k"));
        Assert.Equal("secret", await _store.ValueAsync("owner", "k"));
        Assert.Equal("secret", await _store.ValueAsync("top", "k"));
    }

    // A read takes longer as long as the log is empty: the first write after the start would be seen by all.
    [Fact]
    public void Open_FileOfBefore_HasAlreadyWrittenToTheLog()
    {
        var log = _store.Path + "-wal";
        _store.Store.Dispose();
        Assert.False(File.Exists(log));

        _store.Reopen();

        Assert.True(new FileInfo(log).Length > 0);
    }

    [Fact]
    public async Task GetItem_SeveralVisibleFacets_IsTheNewest()
    {
        await _store.PutAsync("client(alice)", "k", "1");
        await _store.PutAsync("client(bob)", "k", "2");
        await _store.PutAsync("public", "k", "3");
        await _store.PutAsync("client(alice)", "k", "4");

        Assert.Equal("4", await _store.ValueAsync("client(alice)", "k"));
        Assert.Equal("3", await _store.ValueAsync("client(bob)", "k"));
        Assert.Equal("4", await _store.ValueAsync("owner", "k"));
        Assert.Equal("3", await _store.ValueAsync("public", "k"));
        Assert.Equal("4", await _store.ValueAsync("client(alice) & client(bob)", "k"));
        Assert.Equal("3", await _store.ValueAsync("client(alice) | client(bob)", "k"));
    }

    [Fact]
    public async Task DeleteItem_AboveOlderFacets_HidesThemFromThereOn()
    {
        await _store.PutAsync("public", "k", "old");
        await _store.DeleteAsync("client(alice)", "k");

        Assert.Null(await _store.ValueAsync("client(alice)", "k"));
        Assert.Null(await _store.ValueAsync("owner", "k"));
        Assert.Equal("old", await _store.ValueAsync("client(bob)", "k"));
        Assert.Equal("old", await _store.ValueAsync("public", "k"));
    }

    [Fact]
    public async Task DeleteItem_BelowHiddenFacets_SupersedesThem()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        await _store.DeleteAsync("public", "k");

        Assert.Null(await _store.ValueAsync("client(alice)", "k"));
        Assert.Null(await _store.ValueAsync("owner", "k"));
    }

    [Fact]
    public async Task PutItem_ConditionOnAbsence_IsTestedOnTheView()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        var unlessThere = new PutItemRequest("Plain", Item("k", "mine")) { ConditionExpression = "attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure = "ALL_OLD" };

        var seen = await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _store.At("owner").PutItemAsync(unlessThere));
        await _store.At("client(bob)").PutItemAsync(unlessThere);

        Assert.Equal("secret", seen.Item["value"].S);
        Assert.Equal("mine", await _store.ValueAsync("owner", "k"));
        Assert.Equal("secret", await _store.ValueAsync("client(alice)", "k"));
    }

    [Fact]
    public async Task PutItem_ReturnValues_AreOfTheView()
    {
        await _store.PutAsync("public", "k", "old");
        await _store.PutAsync("client(alice)", "k", "secret");
        var put = new PutItemRequest("Plain", Item("k", "new")) { ReturnValues = ReturnValue.ALL_OLD };

        Assert.Equal("old", (await _store.At("client(bob)").PutItemAsync(put)).Attributes["value"].S);
        Assert.Equal("new", (await _store.At("owner").PutItemAsync(put)).Attributes["value"].S);
    }

    [Fact]
    public async Task UpdateItem_AtAHigherLabel_StartsFromTheVisibleItemAndLeavesItAlone()
    {
        await _store.PutAsync("public", "k", "old");
        await _store.At("client(alice)").UpdateItemAsync(new UpdateItemRequest
        {
            TableName = "Plain",
            Key = Key("k"),
            UpdateExpression = "SET extra = :extra",
            ExpressionAttributeValues = new() { [":extra"] = S("more") },
        });

        var above = (await _store.At("client(alice)").GetItemAsync("Plain", Key("k"))).Item;
        var below = (await _store.At("public").GetItemAsync("Plain", Key("k"))).Item;
        Assert.Equal("old", above["value"].S);
        Assert.Equal("more", above["extra"].S);
        Assert.False(below.ContainsKey("extra"));
    }

    [Fact]
    public async Task DescribeTable_AnyContent_SaysTheDeclarationOnly()
    {
        await _store.PutAsync("public", "k", "v");
        var table = (await _store.At("public").DescribeTableAsync("Sorted")).Table;

        Assert.Equal(["id", "at"], table.KeySchema.Select(key => key.AttributeName));
        Assert.Null(table.ItemCount);
        Assert.Null(table.TableSizeBytes);
    }

    [Fact]
    public async Task AnyOperation_UndeclaredTable_IsNotFound() =>
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => _store.At("public").GetItemAsync("Other", Key("k")));

    [Fact]
    public async Task Reopen_AfterWrites_KeepsEveryFacet()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        await _store.PutAsync("public", "j", "open");
        _store.Reopen();

        Assert.Equal("secret", await _store.ValueAsync("owner", "k"));
        Assert.Null(await _store.ValueAsync("public", "k"));
        Assert.Equal("open", await _store.ValueAsync("client(bob)", "j"));
    }

    [Fact]
    public async Task Adopt_OrderWithAnotherAtom_ShowsWhatFlowsToIt()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        var order = LabelOrder.CreateBuilder()
            .Declare("public").Declare("client", "id").Declare("owner").Declare("audit").Declare("auditor")
            .Below("public", "client").Below("client", "owner").Below("client", "auditor")
            .Build();
        await _store.Store.AdoptAsync(order);

        Assert.Equal("secret", (await _store.Store.ClientAt(order.Label("auditor")).GetItemAsync("Plain", Key("k"))).Item["value"].S);
        Assert.Equal("secret", (await _store.Store.ClientAt(order.Label("owner")).GetItemAsync("Plain", Key("k"))).Item["value"].S);
        Assert.Null((await _store.Store.ClientAt(order.Label("audit")).GetItemAsync("Plain", Key("k"))).Item);
    }

    [Fact]
    public async Task Adopt_OrderWithoutTheAtom_HidesTheFacetUntilItIsBack()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        var poorer = LabelOrder.CreateBuilder().Declare("public").Declare("owner").Below("public", "owner").Build();
        await _store.Store.AdoptAsync(poorer);

        Assert.Null((await _store.Store.ClientAt(poorer.Label("owner")).GetItemAsync("Plain", Key("k"))).Item);
        Assert.Null((await _store.Store.ClientAt(poorer.Top).GetItemAsync("Plain", Key("k"))).Item);
        await _store.Store.AdoptAsync(Retail);
        Assert.Equal("secret", await _store.ValueAsync("owner", "k"));
    }

    [Fact]
    public async Task Adopt_OrderWithoutTheFlow_HidesTheFacetThatWasVisible()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        await _store.PutAsync("public", "j", "open");
        var apart = LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("owner").Build();
        await _store.Store.AdoptAsync(apart);

        Assert.Null((await _store.Store.ClientAt(apart.Label("owner")).GetItemAsync("Plain", Key("k"))).Item);
        Assert.Null((await _store.Store.ClientAt(apart.Label("owner")).GetItemAsync("Plain", Key("j"))).Item);
    }

    [Fact]
    public async Task GetItem_ReaderWhoseOrderLacksTheFlow_IsJudgedByItsOwnOrder()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        var apart = LabelOrder.CreateBuilder().Declare("public").Declare("client", "id").Declare("owner").Build();
        await _store.Store.AdoptAsync(apart);
        await _store.Store.AdoptAsync(Retail);

        // The reader has an older policy: the facet's copy is filed at `owner` now.
        Assert.Null((await _store.Store.ClientAt(apart.Label("owner")).GetItemAsync("Plain", Key("k"))).Item);
        Assert.Empty((await _store.Store.ClientAt(apart.Label("owner")).ScanAsync(new ScanRequest("Plain"))).Items);
    }

    [Fact]
    public async Task AnyOperation_StorageThatFails_TellsTheOperatorAndTheCallerAConstant()
    {
        var reasons = new List<IOException>();
        using var store = FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S))],
            Backend = new SqliteBackend { Path = _store.Path },
            OnFailure = reasons.Add,
        });
        await store.ClientAt(Retail.Label("public")).PutItemAsync("Plain", Item("k", "v"));
        await _store.Store.AdoptAsync(WithStaff());
        var failed = await Assert.ThrowsAsync<InternalServerErrorException>(() => store.ClientAt(Retail.Label("public")).PutItemAsync("Plain", Item("k", "w")));

        Assert.Equal("The request could not be processed", failed.Message);
        Assert.Null(failed.InnerException);
        Assert.Contains("another policy", Assert.Single(reasons).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOperation_LabelsOfANewOrder_AreFiledUnderItFromTheFirstOn()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        var order = WithStaff();
        await _store.Store.ClientAt(order.Label("staff")).PutItemAsync("Plain", Item("j", "the staff's"));

        Assert.Equal("the staff's", (await _store.Store.ClientAt(order.Label("staff")).GetItemAsync("Plain", Key("j"))).Item["value"].S);
        Assert.Equal("secret", (await _store.Store.ClientAt(order.Label("staff")).GetItemAsync("Plain", Key("k"))).Item["value"].S);
    }

    [Fact]
    public async Task AnyOperation_LabelsOfAnOlderOrder_StillSeeWhatBothOrdersShow()
    {
        await _store.PutAsync("client(alice)", "k", "secret");
        await _store.Store.AdoptAsync(WithStaff());
        var unlessThere = new PutItemRequest("Plain", Item("k", "mine")) { ConditionExpression = "attribute_not_exists(id)" };

        Assert.Equal("secret", await _store.ValueAsync("owner", "k"));
        await Assert.ThrowsAsync<ConditionalCheckFailedException>(() => _store.At("owner").PutItemAsync(unlessThere));
        await _store.PutAsync("owner", "k", "the owner's");
        Assert.Equal("the owner's", await _store.ValueAsync("owner", "k"));
        Assert.Equal("secret", await _store.ValueAsync("client(alice)", "k"));
        Assert.Null(await _store.ValueAsync("audit", "k"));
    }

    [Fact]
    public async Task GetItem_ReaderOfManyPlaces_IsTheNewestAtAnyOfThem()
    {
        var builder = LabelOrder.CreateBuilder().Declare("all");
        var names = Enumerable.Range(0, 40).Select(i => $"part{i}").ToList();
        var order = names.Aggregate(builder, (declared, name) => declared.Declare(name).Below(name, "all")).Build();
        foreach (var name in names.Concat(names.AsEnumerable().Reverse()))
        {
            await _store.Store.ClientAt(order.Label(name)).PutItemAsync("Plain", Item("k", name));
            Assert.Equal(name, (await _store.Store.ClientAt(order.Label("all")).GetItemAsync("Plain", Key("k"))).Item["value"].S);
        }
    }

    // A kind between `client` and `owner`: what clients write is collected at it, and no longer at `owner`.
    private static LabelOrder WithStaff() => LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("staff").Declare("owner").Declare("audit")
        .Below("public", "client").Below("client", "staff").Below("staff", "owner").Below("public", "audit")
        .Build();
}
