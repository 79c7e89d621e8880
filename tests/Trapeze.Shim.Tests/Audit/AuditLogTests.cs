using System.Globalization;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Labels;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder()
        .Declare("public").Declare("user", "id").Declare("secret").Below("public", "user").Below("user", "secret").Build();

    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Record_ThenRead_GivesEveryMember()
    {
        var record = new AuditRecord(
            ActivationId.Create(), "f\"\n", Decision.Refuse(Rule.Send, RefusalReason.LabelDoesNotFlow), Order.Label("user", "a \"b\""), "channel", Order.Label("public"))
        {
            Sink = "sink",
            Detail = "openat /a \"b\"\n\ud83d",
        };
        using (var log = Open())
        {
            log.Record(record);
        }

        Assert.Equal(
            new AuditEntry(_time.GetUtcNow(), record.Activation.ToString(), "f\"\n", "Send", "LabelDoesNotFlow", record.Label.ToString(), "channel", "public", "sink", "openat /a \"b\"\n\ufffd"),
            Assert.Single(Read(Order.Top)));
    }

    [Fact]
    public void Read_ShowsWhatFlowsToTheClearanceAndNothingElse()
    {
        using (var log = Open())
        {
            foreach (var label in (Label[])[Order.Label("public"), Order.Label("user", "ann"), Order.Label("user", "bob"), Order.Label("secret")])
            {
                log.Record(Allowed(label.ToString(), label));
            }
        }

        Assert.Equal(["public"], Functions(Order.Label("public")));
        Assert.Equal(["public", "user(ann)"], Functions(Order.Label("user", "ann")));
        Assert.Equal(["public", "user(ann)", "user(bob)"], Functions(Order.Parse("user(ann) & user(bob)")));
        Assert.Equal(["public", "user(ann)", "user(bob)", "secret"], Functions(Order.Label("secret")));
    }

    [Fact]
    public void Read_OfALabelThatTheOrderDoesNotKnow_ShowsItToTopAlone()
    {
        using (var log = Open())
        {
            log.Record(Allowed("f", Order.Label("secret")));
        }

        var other = LabelOrder.CreateBuilder().Declare("elsewhere").Build();
        Assert.Empty(Read(other.Label("elsewhere")));
        Assert.Single(Read(other.Top));
    }

    [Fact]
    public void Open_AfterALineWasCutShort_KeepsTheOthers()
    {
        using (var log = Open())
        {
            log.Record(Allowed("before", Order.Bottom));
        }

        File.AppendAllText(AuditSegments.List(AuditFolder).Single(), """{"time":"2026-01""");
        using (var log = Open())
        {
            log.Record(Allowed("after", Order.Bottom));
        }

        Assert.Equal(["before", "after"], Functions(Order.Top));
    }

    [Fact]
    public void Record_BeyondASegment_GoesOnInTheNext()
    {
        using (var log = Open(maxSegment: 100))
        {
            for (var n = 0; n < 5; n++)
            {
                log.Record(Allowed(n.ToString(CultureInfo.InvariantCulture), Order.Bottom));
                log.Sync();
            }
        }

        Assert.Equal(5, AuditSegments.List(AuditFolder).Count);
        Assert.Equal(["0", "1", "2", "3", "4"], Functions(Order.Top));
    }

    [Fact]
    public void Record_OfADeclassificationThatIsAllowed_IsOnDiskWhenItReturns()
    {
        using var log = Open();
        log.Record(new AuditRecord(default, "f", DecisionOf(Rule.Declassify), Order.Bottom, "d", Order.Bottom));
        Assert.Contains(Read(Order.Top), entry => entry.Rule is "Declassify");
    }

    [Fact]
    public void Record_WhileTheFilesCannotBeWritten_ThrowsSoThatTheMonitorRefuses()
    {
        var segments = new AuditSegments(AuditFolder, long.MaxValue);
        using var log = new AuditLog(segments, _time);
        segments.Dispose();
        log.Record(Allowed("lost with the disk", Order.Bottom));
        Assert.Throws<AuditUnavailableException>(log.Sync);
        var monitor = new ReferenceMonitor(log);
        Assert.Throws<FlowRefusedException>(() => monitor.Start(new ActivationStart { Function = "f", Label = Order.Bottom, Clearance = Clearance.None }));
    }

    [Fact]
    public void Record_AfterDispose_Throws()
    {
        var log = Open();
        log.Dispose();
        Assert.Throws<AuditUnavailableException>(() => log.Record(Allowed("f", Order.Bottom)));
    }

    [Fact]
    public void Open_WhileAnotherWrites_Fails()
    {
        using var log = Open();
        Assert.Contains("open in another process", Assert.Throws<IOException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_ByManyAtOnceBeyondTheBuffer_LosesNone()
    {
        using (var log = Open())
        {
            Parallel.For(0, 100_000, n => log.Record(Allowed(n.ToString(CultureInfo.InvariantCulture), Order.Bottom)));
        }

        Assert.Equal(100_000, Functions(Order.Top).Distinct().Count());
    }

    [Fact]
    public void Record_OfAnAllowedDecision_AllocatesNothing()
    {
        using var log = Open();
        var record = Allowed("f", Order.Bottom);
        log.Record(record);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1_000; n++)
        {
            log.Record(record);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private string AuditFolder => Path.Combine(_folder.Path, AuditReader.FolderName);

    private static AuditRecord Allowed(string function, Label label) => new(default, function, DecisionOf(Rule.Start), label, Subject: null, Target: null);

    // Only the monitor allows: it is asked through a log that keeps what it is given.
    private static Decision DecisionOf(Rule rule)
    {
        var kept = new Kept();
        var activation = new ReferenceMonitor(kept).Start(new ActivationStart { Function = "f", Label = Order.Bottom, Clearance = Clearance.None });
        if (rule == Rule.Declassify)
        {
            var declassifier = (Core.Declassification.Declassifier)Activator.CreateInstance(
                typeof(Core.Declassification.Declassifier),
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic,
                binder: null,
                ["d", "f", Order.Bottom, Order.Bottom, null, new[] { "sink" }],
                culture: null)!;
            activation.TryDeclassify(declassifier, "sink");
        }

        return kept.Last;
    }

    private AuditLog Open(long maxSegment = long.MaxValue) => new(new AuditSegments(AuditFolder, maxSegment), _time);

    private List<AuditEntry> Read(Label clearance) => [.. AuditReader.Read(_folder.Path, clearance)];

    private List<string> Functions(Label clearance) => Read(clearance).ConvertAll(entry => entry.Function);

    private sealed class Kept : IAuditLog
    {
        internal Decision Last { get; private set; }

        public void Record(in AuditRecord record) => Last = record.Decision;
    }
}
