using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Tests.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>A host whose code and policy do not fit does not start.</summary>
public sealed class StartTests
{
    [Fact]
    public Task FunctionThatAnEventStarts_WithoutCode_IsNamed() => AssertDoesNotStartAsync(
        "function `also` is started by event `both` but has no code: register it with AddFunction", "listen", "another");

    [Fact]
    public Task CodeOfAFunctionThatThePolicyDoesNotHave_IsNamed() => AssertDoesNotStartAsync(
        "code is registered with AddFunction as `elsewhere`", "listen", "also", "another", "elsewhere");

    [Fact]
    public Task CodeOfAFunctionThatNoEventStarts_IsNamed() => AssertDoesNotStartAsync(
        "code is registered with AddFunction as `start`", "listen", "also", "another", "start");

    [Fact]
    public Task CodeTwice_IsNamed() => AssertDoesNotStartAsync("two functions are registered as `also`", "listen", "also", "another", "also");

    [Fact]
    public async Task OutputCache_IsRefused()
    {
        using var folder = new Folder();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ShimHost.StartAsync(folder.Path, EventsTests.Policy, configure: builder => builder.Services.AddOutputCache()));

        Assert.Contains("AddOutputCache", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task AssertDoesNotStartAsync(string complaint, params string[] functions)
    {
        using var folder = new Folder();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => ShimHost.StartAsync(folder.Path, EventsTests.Policy, configure: builder =>
        {
            builder.Services.AddSingleton<Shelf>();
            foreach (var function in functions)
            {
                builder.AddFunction<ShelfFunction>(function);
            }
        }));

        Assert.Contains(complaint, thrown.Message, StringComparison.Ordinal);
    }
}
