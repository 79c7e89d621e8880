using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Activations;

/// <summary>The reply is a channel: decided once, at the raise at the latest.</summary>
public sealed class ReplyTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void TryReply_Open_CommitsOnce()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);

        Assert.True(Reply(activation));
        Assert.False(Reply(activation));
        Assert.False(activation.TryCloseReply());
        Assert.Equal((1, 0), (_scene.Reply.Commits, _scene.Reply.Refusals));
    }

    [Fact]
    public void TryReply_WithoutAReply_DoesNothing()
    {
        var activation = _scene.Start(_scene.Alice);

        Assert.False(Reply(activation));
        Assert.False(activation.TryCloseReply());
        Assert.Equal(0, _scene.Reply.Commits);
    }

    [Fact]
    public void RaiseLabel_AboveTheReply_RefusesItAtOnceAndOnce()
    {
        var activation = _scene.Start(_scene.Public, reply: _scene.Alice);
        activation.RaiseLabel(_scene.Alice);
        Assert.Equal(0, _scene.Reply.Refusals);

        activation.RaiseLabel(_scene.Owner);
        activation.RaiseLabel(_scene.Order.Top);

        Assert.Equal((0, 1), (_scene.Reply.Commits, _scene.Reply.Refusals));
        Assert.False(Reply(activation));
        Assert.False(activation.TryCloseReply());
        Assert.Equal(0, _scene.Reply.Commits);
    }

    [Fact]
    public void RaiseLabel_AboveTheReply_RecordsTheRefusalBelow()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);

        activation.RaiseLabel(_scene.Owner);

        var records = _scene.Audit.Records;
        Assert.Equal([Rule.Start, Rule.RaiseLabel, Rule.Reply], records.Select(record => record.Decision.Rule));
        Assert.All(records, record => Assert.Same(_scene.Alice, record.Label));
        Assert.Equal(RefusalReason.LabelDoesNotFlow, records[2].Decision.Reason);
    }

    [Fact]
    public void RaiseLabel_Refused_LeavesTheReplyOpen()
    {
        var activation = _scene.Start(_scene.Alice, Clearance.None, reply: _scene.Alice);

        Assert.False(activation.TryRaiseLabel(_scene.Owner).IsAllowed);
        Assert.False(activation.TryRaiseLabel(_scene.Public).IsAllowed);

        Assert.Equal(0, _scene.Reply.Refusals);
        Assert.True(Reply(activation));
    }

    [Fact]
    public void RaiseLabel_AfterTheReply_RefusesNothing()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        Assert.True(Reply(activation));

        activation.RaiseLabel(_scene.Owner);

        Assert.Equal((1, 0), (_scene.Reply.Commits, _scene.Reply.Refusals));
        Assert.DoesNotContain(_scene.Audit.Records, record => record.Decision.Rule == Rule.Reply);
    }

    [Fact]
    public void RaiseLabel_AfterTheReplyWasClosed_RefusesNothing()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        Assert.True(activation.TryCloseReply());

        activation.RaiseLabel(_scene.Owner);

        Assert.False(Reply(activation));
        Assert.Equal((0, 0), (_scene.Reply.Commits, _scene.Reply.Refusals));
    }

    [Fact]
    public void TryReply_CommitThrows_StaysOpen()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);

        Assert.Throws<IOException>(() => activation.TryReply(0, _ => throw new IOException("the caller is gone")));

        Assert.True(Reply(activation));
        Assert.Equal(1, _scene.Reply.Commits);
    }

    [Fact]
    public void RaiseLabel_RefusalThrows_RaisesAndStaysClosed()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        _scene.Reply.OnRefuse = () => throw new IOException("the caller is gone");

        activation.RaiseLabel(_scene.Owner);

        Assert.Same(_scene.Owner, activation.Label);
        Assert.False(Reply(activation));
        Assert.Equal((0, 1), (_scene.Reply.Commits, _scene.Reply.Refusals));
    }

    [Fact]
    public void RaiseLabel_ReplyRefusalCannotBeRecorded_StillCloses()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        _scene.Audit.OnRecord = record => _scene.Audit.Fails = record.Decision.Rule == Rule.RaiseLabel;

        activation.RaiseLabel(_scene.Owner);

        Assert.Equal((0, 1), (_scene.Reply.Commits, _scene.Reply.Refusals));
        Assert.False(Reply(activation));
    }

    [Fact]
    public void RaiseLabel_AboveTheReply_IsDoneWhenTheReplyHasLeft()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        var seen = new List<(int Refusals, bool IsBelow)>();
        _scene.Reply.OnWait = () => seen.Add((_scene.Reply.Refusals, ReferenceEquals(activation.Label, _scene.Alice)));

        activation.RaiseLabel(_scene.Owner);

        Assert.Equal([(1, true)], seen);
        Assert.Same(_scene.Owner, activation.Label);
    }

    [Fact]
    public void RaiseLabel_AboveAReplyThatWasDecided_IsDoneWhenItHasLeft()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        Assert.True(Reply(activation));
        Label? meanwhile = null;
        _scene.Reply.OnWait = () => meanwhile = activation.Label;

        activation.RaiseLabel(_scene.Owner);

        Assert.Same(_scene.Alice, meanwhile);
        Assert.Same(_scene.Owner, activation.Label);
    }

    [Fact]
    public void RaiseLabel_WithinTheReply_WaitsForNothing()
    {
        var activation = _scene.Start(_scene.Public, reply: _scene.Alice);
        _scene.Reply.OnWait = () => Assert.Fail("the caller may know all of it");

        activation.RaiseLabel(_scene.Alice);

        Assert.Same(_scene.Alice, activation.Label);
        Assert.True(Reply(activation));
    }

    [Fact]
    public void RaiseLabel_ReplyCannotLeave_IsRefused()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        _scene.Reply.OnWait = () => throw new IOException("the host is gone");

        var raise = activation.TryRaiseLabel(_scene.Owner);

        Assert.Equal((Rule.RaiseLabel, RefusalReason.MonitorFault), (raise.Rule, raise.Reason));
        Assert.Same(_scene.Alice, activation.Label);
        Assert.Equal(raise, _scene.Audit.Records[^1].Decision);
        Assert.False(Reply(activation));
    }

    [Fact]
    public void RaiseLabel_AnotherComesBetween_NeitherLowersNorLeavesIt()
    {
        var activation = _scene.Start(_scene.Public, reply: _scene.Alice);
        _scene.Reply.OnWait = () => activation.RaiseLabel(_scene.Alice);

        var raise = activation.TryRaiseLabel(_scene.Bob);

        Assert.Equal(RefusalReason.LabelDoesNotFlow, raise.Reason);
        Assert.Same(_scene.Alice, activation.Label);
        Assert.Equal(raise, _scene.Audit.Records[^1].Decision);
    }

    [Fact]
    public void RaiseLabel_TheFunctionEndsMeanwhile_IsRefused()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        _scene.Reply.OnWait = activation.End;

        var raise = activation.TryRaiseLabel(_scene.Owner);

        Assert.Equal(RefusalReason.Ended, raise.Reason);
        Assert.Same(_scene.Alice, activation.Label);
        Assert.Equal(raise, _scene.Audit.Records[^1].Decision);
    }

    [Fact]
    public void RaiseLabel_InsideACommit_IsRefused()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        Decision raise = default;

        Assert.True(activation.TryReply(0, _ =>
        {
            raise = activation.TryRaiseLabel(_scene.Owner);
            Assert.False(Reply(activation));
            Assert.False(activation.TryCloseReply());
            _scene.Reply.Commit();
        }));

        Assert.Equal(RefusalReason.MonitorFault, raise.Reason);
        Assert.Same(_scene.Alice, activation.Label);
        Assert.Equal((1, 0), (_scene.Reply.Commits, _scene.Reply.Refusals));
    }

    [Fact]
    public void RaiseLabel_InsideTheAuditOfARaise_CannotLowerIt()
    {
        var activation = _scene.Start(_scene.Public);
        _scene.Audit.OnRecord = _ => activation.TryRaiseLabel(_scene.Owner);

        activation.RaiseLabel(_scene.Alice);

        Assert.Same(_scene.Alice, activation.Label);
    }

    [Fact]
    public void TryReply_InsideTheRefusal_DoesNothing()
    {
        var activation = _scene.Start(_scene.Alice, reply: _scene.Alice);
        var replied = true;
        _scene.Reply.OnRefuse = () => replied = Reply(activation);

        activation.RaiseLabel(_scene.Owner);

        Assert.False(replied);
        Assert.Equal(0, _scene.Reply.Commits);
    }

    private bool Reply(Activation activation) => activation.TryReply(_scene.Reply, reply => reply.Commit());
}
