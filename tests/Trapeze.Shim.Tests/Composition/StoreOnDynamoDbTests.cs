using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Trapeze.Shim.Tests.Guard;
using Trapeze.Store;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>The same host with its rows in DynamoDB.</summary>
public sealed class StoreOnDynamoDbTests(LocalServer local) : IClassFixture<LocalServer>
{
    private static readonly string OtherLabels = StoreHost.Policy.Replace("secret: client(*)", "secret: client(*)\n  auditor: client(*)", StringComparison.Ordinal);

    [DynamoDbLocalFact]
    public async Task Hosts_OnOneTable_SeeWhatEachOthersCallersMaySee()
    {
        var backend = Backend("shared", creates: true);
        await using var one = await StoreHost.StartAsync(backend);
        await using var other = await StoreHost.StartAsync(backend);

        Assert.Equal("client(ann): ", await StoreHost.AskAsync(one, GuardHost.Mint.Of("client", "ann")));
        Assert.Equal("client(ann): ann", await StoreHost.AskAsync(other, GuardHost.Mint.Of("client", "ann")));
        Assert.Equal("client(bob): ", await StoreHost.AskAsync(other, GuardHost.Mint.Of("client", "bob")));
        Assert.Equal("public: ", await StoreHost.AskAsync(one));
    }

    [DynamoDbLocalFact]
    public async Task Host_TableThatIsNotThere_DoesNotStart()
    {
        var refused = await Assert.ThrowsAnyAsync<IOException>(() => StoreHost.StartAsync(Backend("nowhere")));

        Assert.Contains("the table `nowhere`", refused.Message, StringComparison.Ordinal);
    }

    [DynamoDbLocalFact]
    public async Task Host_WithOtherLabelsThanTheTables_DoesNotStart()
    {
        await (await StoreHost.StartAsync(Backend("labels", creates: true))).DisposeAsync();

        var refused = await Assert.ThrowsAnyAsync<IOException>(() => StoreHost.StartAsync(Backend("labels"), OtherLabels));

        Assert.Contains("under another order of labels", refused.Message, StringComparison.Ordinal);
    }

    [DynamoDbLocalFact]
    public async Task ChangedLabels_AreRefusedWithTheReason_AndThePolicyBeforeGoesOnServing()
    {
        using var log = new PolicyRefusals();
        var path = "";
        await using var host = await StoreHost.StartAsync(
            Backend("changed", creates: true), options: options => path = options.PolicyPath, build: builder => builder.Logging.AddProvider(log));
        Assert.Equal("client(ann): ", await StoreHost.AskAsync(host, GuardHost.Mint.Of("client", "ann")));

        // The backend's clock has to go on, and so the policy's file is looked at when it is time to.
        await File.WriteAllTextAsync(path, OtherLabels);
        var reason = await log.Refusal;

        Assert.Contains("under another order of labels", reason, StringComparison.Ordinal);
        Assert.Equal("client(ann): ann", await StoreHost.AskAsync(host, GuardHost.Mint.Of("client", "ann")));
        Assert.Equal("client(bob): ", await StoreHost.AskAsync(host, GuardHost.Mint.Of("client", "bob")));
    }

    private DynamoDbBackend Backend(string name, bool creates = false) => new()
    {
        TableName = name,
        ServiceUrl = local.Server.Address,
        Credentials = new BasicAWSCredentials("local", "local"),
        CreatesTable = creates,
        PlaceLease = TimeSpan.Zero,
        RequestTimeout = TimeSpan.FromSeconds(30),
    };
}
