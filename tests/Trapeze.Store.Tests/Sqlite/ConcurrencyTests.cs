using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Sqlite;
using Trapeze.Store.Tests.Crashes;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Sqlite;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Update_ManyCallersOfSeveralLabels_CountsEachLabelsViewExactly()
    {
        await Task.WhenAll(from label in (string[])["client(alice)", "client(bob)"]
                           from caller in Enumerable.Range(0, 16)
                           select Task.Run(async () =>
                           {
                               for (var i = 0; i < 20; i++)
                               {
                                   await ChildProcess.IncrementAsync(_store.At(label));
                               }
                           }));

        Assert.Equal("320", (await _store.At("client(alice)").GetItemAsync("Plain", Key("counter"))).Item["times"].N);
        Assert.Equal("320", (await _store.At("client(bob)").GetItemAsync("Plain", Key("counter"))).Item["times"].N);
    }

    [Fact]
    public async Task Put_ManyCallersIfAbsent_ExactlyOneSucceeds()
    {
        var unlessThere = new PutItemRequest("Plain", Item("k", "v")) { ConditionExpression = "attribute_not_exists(id)" };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            try
            {
                await _store.At("client(alice)").PutItemAsync(unlessThere);
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        })));

        Assert.Single(outcomes, succeeded => succeeded);
    }

    [Fact]
    public async Task Dispose_WithWritesUnderWay_FinishesThem()
    {
        var client = _store.At("client(alice)");
        await client.PutItemAsync("Plain", Item("first", "v"));
        var writes = Enumerable.Range(0, 200).Select(i => client.PutItemAsync("Plain", Item($"k{i}", "v"))).ToList();
        _store.Reopen();
        await Task.WhenAll(writes);

        Assert.Equal("v", await _store.ValueAsync("owner", "k199"));
    }

    [Fact]
    public async Task Update_LoneCallersOfTwoStoresOnOneFile_CountExactly()
    {
        using var second = _store.Open();
        await Task.WhenAll(new[] { _store.Store, second }.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await ChildProcess.IncrementAsync(store.ClientAt(Retail.Label("public")));
            }
        })));

        Assert.Equal("100", (await _store.At("public").GetItemAsync("Plain", Key("counter"))).Item["times"].N);
    }

    [Fact]
    public async Task Put_AnotherProcessWrites_DoesNotHoldTheCaller()
    {
        await _store.PutAsync("public", "k", "v");
        using var other = Schema.OpenForWriting(_store.Path);
        other.Execute("BEGIN IMMEDIATE");
        var put = _store.PutAsync("public", "k", "w");

        Assert.False(put.IsCompleted);
        other.Execute("ROLLBACK");
        await put;
        Assert.Equal("w", await _store.ValueAsync("public", "k"));
    }
}
