using System.Text;
using System.Text.Json;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Shim.Audit;

namespace Trapeze.Shim.Tests.Audit;

public sealed class StandardOutputAuditTests
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder().Declare("low").Build();

    [Fact]
    public void Record_WritesAWholeLine_BeforeItReturns()
    {
        using var output = new MemoryStream();
        using var audit = new StandardOutputAudit(output, TimeProvider.System);
        var monitor = new ReferenceMonitor(audit);

        var activation = monitor.Start(new ActivationStart { Function = "f\n", Label = Order.Label("low"), Clearance = Clearance.Everything });
        var first = output.Length;
        activation.RaiseLabel(Order.Top);

        Assert.InRange(first, 1, output.Length - 1);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("", lines[2]);
        Assert.Equal(["low", "low"], lines[..2].Select(line => JsonDocument.Parse(line).RootElement.GetProperty("label").GetString()));
    }

    [Fact]
    public void Record_FromManyThreads_KeepsLinesApart()
    {
        using var output = new MemoryStream();
        using var audit = new StandardOutputAudit(output, TimeProvider.System);
        var monitor = new ReferenceMonitor(audit);
        Parallel.For(0, 1_000, n => monitor.Start(new ActivationStart { Function = $"f{n}", Label = Order.Label("low"), Clearance = Clearance.None }));
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1_000, lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("function").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Record_WhenTheOutputIsGone_RefusesEverythingFromThenOn()
    {
        var output = new MemoryStream();
        using var audit = new StandardOutputAudit(output, TimeProvider.System);
        var monitor = new ReferenceMonitor(audit);
        output.Dispose();
        for (var n = 0; n < 2; n++)
        {
            Assert.ThrowsAny<Exception>(() => monitor.Start(new ActivationStart { Function = "f", Label = Order.Label("low"), Clearance = Clearance.None }));
        }
    }
}
