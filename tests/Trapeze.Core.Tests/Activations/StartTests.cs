using Trapeze.Core.Activations;
using Trapeze.Core.Audit;

namespace Trapeze.Core.Tests.Activations;

public sealed class StartTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void Start_AtTheLabel_IsRecordedThere()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Owner);

        Assert.Same(_scene.Alice, activation.Label);
        Assert.Same(_scene.Owner, activation.ReplyLabel);
        Assert.Equal("orders", activation.Function);
        var record = Assert.Single(_scene.Audit.Records);
        Assert.Equal((activation.Id, Rule.Start, true), (record.Activation, record.Decision.Rule, record.Decision.IsAllowed));
        Assert.Same(_scene.Alice, record.Label);
    }

    [Fact]
    public void Start_Default_IsRefused()
    {
        Assert.Equal("nothing is started by default (Parameter 'start')", Assert.Throws<ArgumentException>(() => _scene.Monitor.Start(default)).Message);
        Assert.Throws<ArgumentException>(() => _scene.Monitor.Start(_scene.StartOf(_scene.Alice) with { Function = null! }));
        Assert.Throws<ArgumentException>(() => _scene.Monitor.Start(_scene.StartOf(_scene.Alice) with { Label = null! }));
        Assert.Throws<ArgumentException>(() => _scene.Monitor.Start(_scene.StartOf(_scene.Alice) with { Clearance = null! }));
        Assert.Empty(_scene.Audit.Records);
    }

    [Fact]
    public void Start_ReplyWithoutLabelOrLabelWithoutReply_IsRefused()
    {
        var start = _scene.StartOf(_scene.Alice, reply: _scene.Alice);
        foreach (var half in new[] { start with { Reply = null }, start with { ReplyLabel = null } })
        {
            var refused = Assert.Throws<ArgumentException>(() => _scene.Monitor.Start(half));
            Assert.Equal("a reply and its label are given together (Parameter 'start')", refused.Message);
        }
    }

    [Fact]
    public void Start_ReplyThatCouldNeverBeSent_IsRefusedAndRecorded()
    {
        var decision = _scene.Monitor.TryStart(_scene.StartOf(_scene.Owner, reply: _scene.Alice), out var activation);

        Assert.Null(activation);
        Assert.Equal((Rule.Start, RefusalReason.LabelDoesNotFlow), (decision.Rule, decision.Reason));
        Assert.Equal(decision, Assert.Single(_scene.Audit.Records).Decision);
        Assert.Throws<FlowRefusedException>(() => _scene.Start(_scene.Owner, reply: _scene.Alice));
    }

    [Fact]
    public void Start_AuditFails_IsRefused()
    {
        _scene.Audit.Fails = true;

        Assert.Equal(RefusalReason.MonitorFault, _scene.Monitor.TryStart(_scene.StartOf(_scene.Alice), out var activation).Reason);
        Assert.Null(activation);
        Assert.Equal("refused by the flow policy: Start orders", Assert.Throws<FlowRefusedException>(() => _scene.Start(_scene.Alice)).Message);
    }

    [Fact]
    public void Id_ManyActivations_NeverRepeats()
    {
        var ids = new HashSet<ActivationId>();
        Parallel.For(0, 4, _ =>
        {
            var own = Enumerable.Range(0, 1_000).Select(_ => ActivationId.Create()).ToList();
            lock (ids)
            {
                ids.UnionWith(own);
            }
        });

        Assert.Equal(4_000, ids.Count);
        Assert.DoesNotContain(default, ids);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id.ToString()));
    }

    [Fact]
    public void Start_ManyTimes_CostsLittle()
    {
        var start = _scene.StartOf(_scene.Alice, reply: _scene.Alice);
        var monitor = new ReferenceMonitor(new Forgetful());
        _ = monitor.Start(start);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            monitor.Start(start).TryReply(_scene.Reply, static reply => reply.Commit());
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000;
        Assert.True(each <= 200, $"{each} B each");
    }

    private sealed class Forgetful : IAuditLog
    {
        public void Record(in AuditRecord record)
        {
        }
    }
}
