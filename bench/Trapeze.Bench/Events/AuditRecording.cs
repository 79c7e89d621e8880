using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Labels;
using Trapeze.Shim.Audit;

namespace Trapeze.Bench.Events;

/// <summary>What the durable audit log costs an activation.</summary>
internal sealed class AuditRecording : IBenchmark
{
    public string Name => "events.audit";

    public string Claim => "an activation's start with the durable audit log against one that keeps no records";

    public Task RunAsync(TextWriter report)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-bench-").FullName;
        try
        {
            var order = LabelOrder.CreateBuilder().Declare("public").Build();
            var start = new ActivationStart { Function = "function", Label = order.Label("public"), Clearance = Clearance.None };
            using var log = new AuditLog(new AuditSegments(folder, long.MaxValue), TimeProvider.System);
            var kept = new ReferenceMonitor(log);
            var forgotten = new ReferenceMonitor(new Nothing());
            Interleaved.Run(
                report,
                rounds: 15,
                operations: 8_000,
                ("start, no record", count => Start(forgotten, start, count)),
                ("start, recorded", count => Start(kept, start, count)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    private static void Start(ReferenceMonitor monitor, in ActivationStart start, int count)
    {
        for (var n = 0; n < count; n++)
        {
            monitor.Start(start);
        }
    }

    private sealed class Nothing : IAuditLog
    {
        public void Record(in AuditRecord record)
        {
        }
    }
}
