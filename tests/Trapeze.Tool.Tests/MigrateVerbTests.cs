using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Testing;

namespace Trapeze.Tool.Tests;

/// <summary>A table of DynamoDB Local without labels goes into a file and into another table.</summary>
public sealed class MigrateVerbTests(LocalServer local) : IClassFixture<LocalServer>, IDisposable
{
    private const int Items = 30;
    private static readonly string[] Labels = ["client($customer)", "public"];
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DynamoDbLocalTheory]
    [InlineData("file")]
    [InlineData("dynamodb")]
    public async Task Migrate_TableWithoutLabels_IsThereAtTheLabelsOfTheRule(string backend)
    {
        var table = await FillAsync(backend);
        var target = backend is "file" ? "file:" + _folder.At("to.db") : $"dynamodb:{await CreateFacetsAsync()}@{local.Server.Address}";

        var (code, output, _) = await RunAsync("migrate", table, target);
        Assert.Equal((0, $"{Items} items, 0 of them not copied\n"), (code, output));
        Assert.Equal((0, $"{Items} items, 0 of them not there as they are\n"), await VerifyAsync(table, target));

        if (backend is "file")
        {
            using var store = _folder.Open("to.db");
            Assert.Equal(("s1", null, "s1"), (await Folder.StateAsync(store, "client(c1)", "k1"), await Folder.StateAsync(store, "client(c2)", "k1"), await Folder.StateAsync(store, "owner", "k1")));
            Assert.Equal(("s0", "s0"), (await Folder.StateAsync(store, "public", "k0"), await Folder.StateAsync(store, "client(c2)", "k0")));
            await Folder.PutAsync(store, "client(c1)", "k1", "changed");
            using var two = store.ClientAt(Folder.Order.Parse("client(c2)"));
            await two.DeleteItemAsync("orders", new() { ["id"] = new("k2") });
        }

        // Again changes nothing, but for what was changed, which is put back.
        Assert.Equal(backend is "file" ? 1 : 0, (await VerifyAsync(table, target)).Code);
        Assert.Equal(0, (await RunAsync("migrate", table, target)).Code);
        Assert.Equal(0, (await VerifyAsync(table, target)).Code);
    }

    [DynamoDbLocalFact]
    public async Task Migrate_FromTheMiddle_GoesOnBehindTheKey()
    {
        var table = await FillAsync("middle");
        using var client = local.Server.CreateClient();
        var half = await client.ScanAsync(new ScanRequest("Orders-middle") { Limit = Items / 2 });
        var behind = $"{{\"id\":{{\"S\":\"{half.LastEvaluatedKey["id"].S}\"}}}}";

        Assert.Equal((0, $"{Items / 2} items, 0 of them not copied\n"), Told(await RunAsync("migrate", table, "file:" + _folder.At("to.db"), "--behind", behind)));
        var (code, output) = await VerifyAsync(table, "file:" + _folder.At("to.db"));
        Assert.Equal(1, code);
        Assert.EndsWith($"{Items} items, {Items / 2} of them not there as they are\n", output, StringComparison.Ordinal);
        Assert.Contains($"{behind}: at ", output, StringComparison.Ordinal);
    }

    [DynamoDbLocalFact]
    public async Task Migrate_ItemsThatNoLabelFits_AreNamedAndTheOthersCopied()
    {
        var table = await FillAsync("unfit");
        var (code, output, _) = await CommandLineTests.RunAsync("migrate", table, "file:" + _folder.At("to.db"), _folder.PolicyFile, "orders", "client($customer)");

        Assert.Equal(1, code);
        Assert.Contains("{\"id\":{\"S\":\"k0\"}}: no label of the rule fits it\n", output, StringComparison.Ordinal);
        using var store = _folder.Open("to.db");
        Assert.Equal("s1", await Folder.StateAsync(store, "client(c1)", "k1"));
        Assert.Null(await Folder.StateAsync(store, "owner", "k0"));
    }

    [DynamoDbLocalFact]
    public async Task Migrate_WhatCannotBe_IsRefused()
    {
        var table = await FillAsync("refused");
        var to = "file:" + _folder.At("to.db");
        foreach (var (reason, arguments) in new (string, string[])[]
        {
            ("`clint($customer)` is no label of the policy", ["migrate", table, to, _folder.PolicyFile, "orders", "clint($customer)"]),
            ("the policy has no table `order`: it has ", ["migrate", table, to, _folder.PolicyFile, "order", "public"]),
            ("`Orders` is no table: dynamodb:TABLE", ["migrate", "Orders", to, _folder.PolicyFile, "orders", "public"]),
            ("`k1` is no key", ["migrate", table, to, _folder.PolicyFile, "orders", "public", "--behind", "k1"]),
        })
        {
            var (code, output, errors) = await CommandLineTests.RunAsync(arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains(reason, errors, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await CommandLineTests.RunAsync("migrate", table.Replace("Orders-", "None-", StringComparison.Ordinal), to, _folder.PolicyFile, "orders", "public")).Code);
    }

    private async Task<string> FillAsync(string name)
    {
        using var client = local.Server.CreateClient();
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = $"Orders-{name}",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("id", ScalarAttributeType.S)],
            KeySchema = [new("id", KeyType.HASH)],
        });
        for (var at = 0; at < Items; at++)
        {
            var item = new Dictionary<string, AttributeValue>
            {
                ["id"] = new($"k{at}"),
                ["state"] = new($"s{at}"),
                ["many"] = new() { L = [new() { N = "1.50" }, new() { NULL = true }, new() { M = new() { ["b"] = new() { B = new MemoryStream([1, 2]) } } }] },
                ["set"] = new() { SS = ["z", "a"] },
                ["no"] = new() { BOOL = false },
            };
            if (at > 0)
            {
                item["customer"] = new() { S = $"c{at}" };
            }

            await client.PutItemAsync($"Orders-{name}", item);
        }

        return $"dynamodb:Orders-{name}@{local.Server.Address}";
    }

    private async Task<string> CreateFacetsAsync()
    {
        using var client = local.Server.CreateClient();
        await client.CreateTableAsync(new CreateTableRequest
        {
            TableName = "migrated",
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new("p", ScalarAttributeType.S), new("k", ScalarAttributeType.B)],
            KeySchema = [new("p", KeyType.HASH), new("k", KeyType.RANGE)],
        });
        return "migrated";
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string verb, string table, string target, params string[] more) =>
        CommandLineTests.RunAsync([verb, table, target, _folder.PolicyFile, "orders", .. Labels, "--lease", "0", .. more]);

    private async Task<(int Code, string Output)> VerifyAsync(string table, string target) => Told(await RunAsync("verify", table, target));

    private static (int Code, string Output) Told((int Code, string Output, string Errors) told) => (told.Code, told.Output);
}
