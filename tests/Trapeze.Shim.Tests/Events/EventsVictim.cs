using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Events;

/// <summary>Publishes and delivers without end and says what it has done, until it is killed.</summary>
internal static class EventsVictim
{
    private static readonly TextWriter Output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

    internal static async Task<int> RunAsync(string folder)
    {
        await using var host = await ShimHost.StartAsync(folder, EventsTests.Policy, configure: builder => builder.AddFunction<Echo>("listen").AddFunction<Echo>("also").AddFunction<Echo>("another"));
        var run = Guid.NewGuid().ToString("n");
        await Task.WhenAll(((string[])["public", "user(ann)", "secret"]).Select((label, lane) => host.RunAsync("start", label, async (services, _) =>
        {
            for (var n = 0; ; n++)
            {
                var payload = string.Create(CultureInfo.InvariantCulture, $"{run}-{lane}-{n}");
                await services.GetRequiredService<IEvents>().PublishAsync("heard", payload);
                await Output.WriteLineAsync($"published {payload}.");
            }
        })));
        return 0;
    }

    private sealed class Echo : IEventFunction
    {
        public async Task RunAsync(EventMessage message, CancellationToken cancellationToken) =>
            await Output.WriteLineAsync($"delivered {message.Read<string>()}.");
    }
}
