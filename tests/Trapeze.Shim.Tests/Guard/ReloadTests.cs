using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Guard;

public sealed class ReloadTests
{
    [Fact]
    public async Task ChangedPolicy_GovernsTheNextRequest_AndABadOneDoesNot()
    {
        var time = new ManualTime();
        var path = "";
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (Activation activation) => activation.Function),
            build: builder => builder.Services.AddSingleton<TimeProvider>(time),
            options: options => path = options.PolicyPath);

        Assert.Equal("plain", await AskAsync());
        await WriteAsync(GuardHost.Policy.Replace("  plain:", "  renamed:", StringComparison.Ordinal));
        Assert.Equal("renamed", await AskAsync());
        await WriteAsync("trapeze: 1\nfunctions: { bad }");
        Assert.Equal("renamed", await AskAsync());

        async Task<string> AskAsync()
        {
            using var reply = await host.GetAsync("/plain");
            return await reply.Content.ReadAsStringAsync();
        }

        async Task WriteAsync(string policy)
        {
            await File.WriteAllTextAsync(path, policy);
            for (var look = 0; look < 3; look++)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }
}
