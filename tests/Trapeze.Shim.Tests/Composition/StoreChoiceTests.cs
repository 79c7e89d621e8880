using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Hosting;
using Trapeze.Store;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>AddTrapeze(…).UseStore(…): where the host keeps its facets.</summary>
public sealed class StoreChoiceTests
{
    [Fact]
    public async Task UseStore_BackendThatCannotBe_TheHostDoesNotStart_AndEveryProblemIsNamed()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StoreHost.StartAsync(
            new DynamoDbBackend { TableName = "no name", ServiceUrl = new Uri("ftp://localhost") }, options: options => options.MaxReplyBody = 0));

        Assert.Equal(
            ["DynamoDbBackend.ServiceUrl", "DynamoDbBackend.TableName", "TrapezeOptions.MaxReplyBody"],
            refused.Failures.Select(failure => failure.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void UseStore_Backend_IsNothingThatAFunctionCanAskFor()
    {
        var services = new ServiceCollection();
        services.AddTrapeze(_ => { }).UseStore(new SqliteBackend { Path = "facets.db" });

        Assert.DoesNotContain(services, service => typeof(StoreBackend).IsAssignableFrom(service.ServiceType));
        Assert.False(typeof(StoreChoice).IsVisible);
    }

    [Fact]
    public async Task UseStore_FileElsewhere_IsUsedInsteadOfTheDataFolders()
    {
        using var folder = new Folder();
        var path = Path.Combine(folder.Path, "elsewhere.db");
        await using var host = await StoreHost.StartAsync(new SqliteBackend { Path = path });

        Assert.Equal("public: ", await StoreHost.AskAsync(host));
        Assert.True(File.Exists(path));
    }
}
