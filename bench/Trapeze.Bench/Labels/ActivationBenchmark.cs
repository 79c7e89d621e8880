using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Channels;

namespace Trapeze.Bench.Labels;

/// <summary>What the monitor adds to a request.</summary>
internal sealed class ActivationBenchmark : IBenchmark
{
    public string Name => "labels.activation";

    public string Claim => "starting an activation and its decisions: at most 200 B in all";

    public Task RunAsync(TextWriter report)
    {
        var order = RetailOrder.Create();
        var client = order.Label("client", "alice");
        var owner = order.Label("owner");
        var monitor = new ReferenceMonitor(new Forgetful());
        var reply = new Silent();
        var channel = new Channel("mail", owner);
        var start = new ActivationStart
        {
            Function = "orders",
            Label = client,
            Clearance = Clearance.UpTo(owner),
            ReplyLabel = client,
            Reply = reply,
        };

        Interleaved.Run(report, rounds: 15, operations: 300_000,
            ("id", static count => Repeat(count, static () => ActivationId.Create())),
            ("start", count => Repeat(count, () => monitor.Start(start))),
            ("start, reply", count => Repeat(count, () => monitor.Start(start).TryReply(reply, static _ => { }))),
            ("start, send, reply", count => Repeat(count, () =>
            {
                var activation = monitor.Start(start);
                activation.Send(channel);
                return activation.TryReply(reply, static _ => { });
            })),
            ("start, raise above the reply", count => Repeat(count, () =>
            {
                var activation = monitor.Start(start);
                activation.RaiseLabel(owner);
                return activation;
            })));
        return Task.CompletedTask;
    }

    private static void Repeat<T>(int count, Func<T> body)
    {
        for (var i = 0; i < count; i++)
        {
            body();
        }
    }

    private sealed class Forgetful : IAuditLog
    {
        public void Record(in AuditRecord record)
        {
        }
    }

    private sealed class Silent : IReply
    {
        public void Refuse()
        {
        }

        public void WaitUntilSent()
        {
        }
    }
}
