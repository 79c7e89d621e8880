using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Declassification;

/// <summary>Events are delivered at least once; what they release goes out once.</summary>
public sealed class RetriedReleaseTests
{
    private const string Policy = """
        trapeze: 1
        labels:
          public:
          user(id): public
          secret:   user(*)
        callers:
          - anonymous: public
        channels:
          reply: caller
        functions:
          begin:  { on: POST /begin }
          decide: { on: event asked, raises: secret }
          hear:   { on: event decided }
        declassifiers:
          yesNo: { from: secret, to: "user($id)", code: Tests.YesNo, in: decide, releases: 1 bit, into: decided }
        """;

    [Fact]
    public async Task PreparedReleases_OfARecordThatIsTriedAgain_GoOutOnce()
    {
        var time = new ManualTime();
        var heard = new Heard();
        using var folder = new Folder();
        await using var host = await ShimHost.StartAsync(folder.Path, Policy, time, builder =>
        {
            builder.Services.AddSingleton(heard);
            builder.AddFunction<Decide>("decide").AddFunction<Hear>("hear").AddDeclassifier<YesNo>("Tests.YesNo");
        });
        await host.RunAsync("begin", "user(ann)", async (services, _) =>
        {
            await services.GetRequiredService<IEvents>().PublishAsync("asked", new { });
            await services.GetRequiredService<IEvents>().PublishAsync("asked", new { });
        });

        // Two records, each tried three times, each time with two releases; an hour and more passes in between.
        var lanes = host.Services.GetRequiredService<EventQueue>().Lanes;
        while (heard.Attempts < 6 || lanes.Count > 0)
        {
            if (lanes.IsBusy(time.GetUtcNow()))
            {
                await Task.Yield();
            }
            else
            {
                time.Advance(TimeSpan.FromHours(2));
            }
        }

        Assert.Equal(
            ["""{"n":1,"released":true}""", """{"n":1,"released":true}""", """{"n":2,"released":false}""", """{"n":2,"released":false}"""],
            heard.Payloads.Where(payload => payload.Contains("released", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private sealed class Heard
    {
        private int _attempts;

        internal ConcurrentBag<string> Payloads { get; } = [];

        internal int Attempts => Volatile.Read(ref _attempts);

        internal void Attempt() => Interlocked.Increment(ref _attempts);
    }

    private sealed class Decide(Activation activation, FlowPolicy policy, IRelease release, IEvents events, Heard heard) : IEventFunction
    {
        public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
        {
            var one = release.Prepare("yesNo", "decided", new { N = 1 });
            var two = release.Prepare("yesNo", "decided", new { N = 2 });

            // An id of its own that looks like the release's takes nothing from it.
            await events.PublishAsync("decided", new { N = 0 }, new EventOptions { DeduplicationId = $"release:{message.Id}:1:yesNo" }, cancellationToken);
            await one.CompleteAsync("yes", cancellationToken);
            await two.CompleteAsync("", cancellationToken);
            heard.Attempt();
            if (message.Attempt < 3)
            {
                // In sight of the event's label: what fails above it is not tried again below.
                throw new InvalidOperationException();
            }

            activation.RaiseLabel(policy.Order.Label("secret"));
        }
    }

    private sealed class Hear(Heard heard) : IEventFunction
    {
        public Task RunAsync(EventMessage message, CancellationToken cancellationToken)
        {
            heard.Payloads.Add(Encoding.UTF8.GetString(message.Payload.Span));
            return Task.CompletedTask;
        }
    }

    private sealed class YesNo : IDeclassifier<string, bool>
    {
        public bool Release(string input) => input.Length > 0;
    }
}
