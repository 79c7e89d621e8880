using Trapeze.Core.Activations;
using Trapeze.Core.Channels;
using Trapeze.Core.Declassification;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Activations;

/// <summary>Each rule's allowed case, and each reason to refuse with everything else allowed.</summary>
public sealed class RefusalTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void RaiseLabel_ToWhatItFlowsTo_RaisesOnce()
    {
        var activation = _scene.Start(_scene.Public);

        activation.RaiseLabel(_scene.Alice);
        activation.RaiseLabel(_scene.Alice);

        Assert.Same(_scene.Alice, activation.Label);
        Assert.Same(_scene.Public, activation.StartLabel);
    }

    [Fact]
    public void RaiseLabel_Down_IsRefused() => AssertRefused(
        _scene.Start(_scene.Owner), activation => activation.TryRaiseLabel(_scene.Public), Rule.RaiseLabel, RefusalReason.LabelDoesNotFlow);

    [Fact]
    public void RaiseLabel_Sideways_IsRefused() => AssertRefused(
        _scene.Start(_scene.Alice), activation => activation.TryRaiseLabel(_scene.Bob), Rule.RaiseLabel, RefusalReason.LabelDoesNotFlow);

    [Fact]
    public void RaiseLabel_AboveTheClearance_IsRefused() => AssertRefused(
        _scene.Start(_scene.Public, Clearance.UpTo(_scene.Alice)),
        activation => activation.TryRaiseLabel(_scene.Owner),
        Rule.RaiseLabel, RefusalReason.AboveClearance);

    [Fact]
    public void RaiseLabel_WithoutClearance_IsRefused() => AssertRefused(
        _scene.Start(_scene.Public, Clearance.None),
        activation => activation.TryRaiseLabel(_scene.Alice),
        Rule.RaiseLabel, RefusalReason.AboveClearance);

    [Fact]
    public void RaiseLabel_ToWhereItIs_NeedsNoClearance()
    {
        Assert.True(_scene.Start(_scene.Alice, Clearance.None).TryRaiseLabel(_scene.Alice).IsAllowed);
        Assert.True(_scene.Start(_scene.Owner, Clearance.UpTo(_scene.Alice)).TryRaiseLabel(_scene.Owner).IsAllowed);
    }

    [Fact]
    public void RaiseLabel_ClearanceThrows_IsRefused() => AssertRefused(
        _scene.Start(_scene.Public, new Faulty()),
        activation => activation.TryRaiseLabel(_scene.Alice),
        Rule.RaiseLabel, RefusalReason.MonitorFault);

    [Fact]
    public void Send_AboveTheChannel_IsRefused()
    {
        var channel = new Channel("mail", _scene.Alice);

        Assert.True(_scene.Start(_scene.Alice).TrySend(channel).IsAllowed);
        AssertRefused(
            _scene.Start(_scene.Bob),
            activation => activation.TrySend(channel),
            Rule.Send, RefusalReason.LabelDoesNotFlow, "mail");
    }

    [Fact]
    public void Send_AfterARaise_IsJudgedAtTheRaisedLabel()
    {
        var channel = new Channel("mail", _scene.Alice);
        var activation = _scene.Start(_scene.Alice);
        Assert.True(activation.TrySend(channel).IsAllowed);

        activation.RaiseLabel(_scene.Owner);

        AssertRefused(activation, it => it.TrySend(channel), Rule.Send, RefusalReason.LabelDoesNotFlow, "mail");
    }

    [Fact]
    public void Receive_AnswerAboveTheLabel_IsRefused()
    {
        var channel = new Channel("bank", _scene.Owner, answers: _scene.Alice);

        Assert.True(_scene.Start(_scene.Alice).TryReceive(channel).IsAllowed);
        AssertRefused(
            _scene.Start(_scene.Public),
            activation => activation.TryReceive(channel),
            Rule.Receive, RefusalReason.AnswerAboveLabel, "bank");
        AssertRefused(
            _scene.Start(_scene.Alice),
            activation => activation.TryReceive(new Channel("bank", _scene.Owner)),
            Rule.Receive, RefusalReason.AnswerAboveLabel, "bank");
    }

    [Fact]
    public void Invoke_Below_IsRefused()
    {
        Assert.True(_scene.Start(_scene.Alice).TryInvoke("ship", _scene.Alice).IsAllowed);
        Assert.True(_scene.Start(_scene.Alice).TryInvoke("ship", _scene.Owner).IsAllowed);
        AssertRefused(
            _scene.Start(_scene.Alice),
            activation => activation.TryInvoke("ship", _scene.Public),
            Rule.Invoke, RefusalReason.LabelDoesNotFlow, "ship");
    }

    [Fact]
    public void Declassify_WithinTheBounds_IsAllowed()
    {
        Assert.True(_scene.Start(_scene.Alice).TryDeclassify(Declassifier(), "shop").IsAllowed);
        Assert.Equal("shop", _scene.Audit.Records[^1].Sink);
        Assert.Equal(_scene.Public, _scene.Audit.Records[^1].Target);
    }

    [Fact]
    public void Declassify_ForAnotherFunction_IsRefused() => AssertRefused(
        _scene.Start(_scene.Alice),
        activation => activation.TryDeclassify(Declassifier(function: "other"), "shop"),
        Rule.Declassify, RefusalReason.WrongFunction, "release");

    [Fact]
    public void Declassify_IntoAnotherSink_IsRefused() => AssertRefused(
        _scene.Start(_scene.Alice),
        activation => activation.TryDeclassify(Declassifier(), "press"),
        Rule.Declassify, RefusalReason.WrongSink, "release");

    [Fact]
    public void Declassify_FromAboveItsBound_IsRefused() => AssertRefused(
        _scene.Start(_scene.Owner),
        activation => activation.TryDeclassify(Declassifier(), "shop"),
        Rule.Declassify, RefusalReason.OutsideDeclassifier, "release");

    [Fact]
    public void Declassify_NobodyVouches_IsRefused()
    {
        var owner = _scene.Owner.Secrecy;
        var client = _scene.Alice.Secrecy;

        Assert.True(_scene.Start(_scene.Alice.WithIntegrity(owner)).TryDeclassify(Declassifier(integrity: owner), "shop").IsAllowed);
        Assert.True(_scene.Start(_scene.Alice.WithIntegrity(owner)).TryDeclassify(Declassifier(integrity: client), "shop").IsAllowed);
        AssertRefused(
            _scene.Start(_scene.Alice),
            activation => activation.TryDeclassify(Declassifier(integrity: owner), "shop"),
            Rule.Declassify, RefusalReason.LacksIntegrity, "release");
        AssertRefused(
            _scene.Start(_scene.Alice.WithIntegrity(client)),
            activation => activation.TryDeclassify(Declassifier(integrity: owner), "shop"),
            Rule.Declassify, RefusalReason.LacksIntegrity, "release");
    }

    [Fact]
    public void Declassify_IntoAChannelThatMayNotCarryIt_IsRefused()
    {
        Assert.True(_scene.Start(_scene.Alice).TryDeclassify(Declassifier(), new Channel("shop", _scene.Public)).IsAllowed);
        Assert.Equal("shop", _scene.Audit.Records[^1].Sink);
        AssertRefused(
            _scene.Start(_scene.Alice),
            activation => activation.TryDeclassify(Declassifier(), new Channel("shop", _scene.Order.Bottom)),
            Rule.Declassify, RefusalReason.LabelDoesNotFlow, "release");
        AssertRefused(
            _scene.Start(_scene.Alice),
            activation => activation.TryDeclassify(Declassifier(), new Channel("press", _scene.Public)),
            Rule.Declassify, RefusalReason.WrongSink, "release");
    }

    [Fact]
    public void AnyRule_AuditFails_IsRefused()
    {
        var activation = _scene.Start(_scene.Public, reply: _scene.Public);
        _scene.Audit.Fails = true;

        AssertEveryRuleRefused(activation, RefusalReason.MonitorFault);
        Assert.True(activation.TryReply(_scene.Reply, reply => reply.Commit()));
    }

    [Fact]
    public void AnyRule_FunctionHasEnded_IsRefused()
    {
        var activation = _scene.Start(_scene.Public, reply: _scene.Public);
        Assert.True(activation.FlowsTo(_scene.Public));

        activation.End();

        AssertEveryRuleRefused(activation, RefusalReason.Ended);
        Assert.False(activation.FlowsTo(_scene.Order.Top));
        Assert.Equal(RefusalReason.Ended, _scene.Audit.Records[^1].Decision.Reason);
    }

    [Fact]
    public void AnyRule_Refused_ThrowsAConstantText()
    {
        var activation = _scene.Start(_scene.Owner);
        var channel = new Channel("mail", _scene.Alice, _scene.Order.Top);

        foreach (var (text, act) in new (string, Action)[]
        {
            ("refused by the flow policy: RaiseLabel", () => activation.RaiseLabel(_scene.Alice)),
            ("refused by the flow policy: Send mail", () => activation.Send(channel)),
            ("refused by the flow policy: Receive mail", () => activation.Receive(channel)),
            ("refused by the flow policy: Invoke ship", () => activation.Invoke("ship", _scene.Alice)),
            ("refused by the flow policy: Declassify release", () => activation.Declassify(Declassifier(), "shop")),
            ("refused by the flow policy: Declassify release", () => activation.Declassify(Declassifier(), channel)),
        })
        {
            var refused = Assert.Throws<FlowRefusedException>(act);
            Assert.Equal(text, refused.Message);
            Assert.EndsWith($"{refused.Rule} {refused.Subject}".TrimEnd(), text, StringComparison.Ordinal);
            Assert.Equal(refused.Rule == Rule.RaiseLabel, refused.Subject is null);
        }
    }

    [Fact]
    public void AnyRule_Allowed_DoesNotThrow()
    {
        var activation = _scene.Start(_scene.Alice);
        var channel = new Channel("mail", _scene.Alice);

        activation.Send(channel);
        activation.Receive(channel);
        activation.Invoke("ship", _scene.Alice);
        activation.Declassify(Declassifier(), "shop");
        activation.Declassify(Declassifier(), new Channel("shop", _scene.Public));

        Assert.Equal(
            [Rule.Start, Rule.Send, Rule.Receive, Rule.Invoke, Rule.Declassify, Rule.Declassify],
            _scene.Audit.Records.Select(record => record.Decision.Rule));
    }

    [Fact]
    public void Decision_Default_Refuses()
    {
        Assert.False(default(Decision).IsAllowed);
        Assert.Equal("a refusal has a reason (Parameter 'reason')", Assert.Throws<ArgumentException>(() => Decision.Refuse(Rule.Send, RefusalReason.None)).Message);
        Assert.False(Decision.Refuse(Rule.Send, RefusalReason.NoRule).Equals(Decision.Refuse(Rule.Send, RefusalReason.WrongSink)));
        Assert.False(Decision.Refuse(Rule.Send, RefusalReason.NoRule).Equals((object)Rule.Send));
        Assert.Equal(Decision.Refuse(Rule.Send, RefusalReason.NoRule).GetHashCode(), Decision.Refuse(Rule.Send, RefusalReason.NoRule).GetHashCode());
        Assert.True(Decision.Refuse(Rule.Send, RefusalReason.NoRule) == Decision.Refuse(Rule.Send, RefusalReason.NoRule));
        Assert.True(Decision.Refuse(Rule.Send, RefusalReason.NoRule) != Decision.Refuse(Rule.Start, RefusalReason.NoRule));
    }

    // The reason is in the record, at the activation's own label, and the label stays.
    private void AssertEveryRuleRefused(Activation activation, RefusalReason reason)
    {
        var channel = new Channel("mail", _scene.Owner, _scene.Public);
        foreach (var decision in new[]
        {
            activation.TryRaiseLabel(_scene.Alice),
            activation.TrySend(channel),
            activation.TryReceive(channel),
            activation.TryInvoke("ship", _scene.Owner),
            activation.TryDeclassify(Declassifier(), "shop"),
            activation.TryDeclassify(Declassifier(), new Channel("shop", _scene.Public)),
        })
        {
            Assert.False(decision.IsAllowed);
            Assert.Equal(reason, decision.Reason);
        }

        Assert.Same(_scene.Public, activation.Label);
        Assert.Equal(0, _scene.Reply.Refusals);
    }

    private void AssertRefused(Activation activation, Func<Activation, Decision> act, Rule rule, RefusalReason reason, string? subject = null)
    {
        var label = activation.Label;

        var decision = act(activation);

        Assert.Equal((rule, reason, false), (decision.Rule, decision.Reason, decision.IsAllowed));
        Assert.Same(label, activation.Label);
        var record = _scene.Audit.Records[^1];
        Assert.Equal((activation.Id, "orders", subject), (record.Activation, record.Function, record.Subject));
        Assert.Equal((decision, label), (record.Decision, record.Label));
    }

    private Declassifier Declassifier(string function = "orders", Formula? integrity = null) =>
        new("release", function, from: _scene.Alice, to: _scene.Public, integrity, ["shop"]);

    private sealed class Faulty : Clearance
    {
        public override bool Permits(Label start, Label target) => throw new InvalidOperationException("no answer");
    }
}
