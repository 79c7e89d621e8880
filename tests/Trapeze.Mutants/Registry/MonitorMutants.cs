using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The reference monitor: raise, send, receive, invoke, reply, start, and the records of all of them.</summary>
internal static class MonitorMutants
{
    private const string Activation = "Trapeze.Core/Activations/Activation.cs";
    private const string Monitor = "Trapeze.Core/Activations/ReferenceMonitor.cs";
    private const string Clearance = "Trapeze.Core/Activations/Clearance.cs";
    private const string Decision = "Trapeze.Core/Activations/Decision.cs";
    private const string Channel = "Trapeze.Core/Channels/Channel.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("raise-down", Activation, "if (_hasEnded || !_label.FlowsTo(to))", "if (_hasEnded)", "a label can be lowered") { IsVisibleOutside = true },
        new("raise-flipped", Activation, "if (_hasEnded || !_label.FlowsTo(to))", "if (_hasEnded || !to.FlowsTo(_label))", "a label can only be lowered") { IsVisibleOutside = true },
        new("raise-within-comparable", Activation, "if (_hasEnded || !_label.FlowsTo(to))", "if (_hasEnded || (!_label.FlowsTo(to) && !to.FlowsTo(_label)))", "a label moves either way along a chain") { IsVisibleOutside = true },
        new("raise-not-done", Activation, "if (_reply is null || to.FlowsTo(ReplyLabel!)) { Volatile.Write(ref _label, to);", "if (_reply is null || to.FlowsTo(ReplyLabel!)) {", "a raise that is allowed leaves the label where it is", Harm.Functional),
        new("raise-behind-reply-not-done", Activation, "Volatile.Write(ref _label, to); return Decision.Of(", "return Decision.Of(", "a raise above the reply is allowed and leaves the label where it is", Harm.Functional),
        new("raise-before-reply-left", Activation, "if (_reply is null || to.FlowsTo(ReplyLabel!))", "if (true)", "what is hidden begins while the reply is on the way, and delays it"),
        new("raise-waits-within-reply", Activation, "if (_reply is null || to.FlowsTo(ReplyLabel!))", "if (_reply is null)", "a raise waits for a reply that may carry it", Harm.Functional),
        new("raise-reply-not-waited-for", Activation, "_reply!.WaitUntilSent();", "", "nobody asks whether the reply has left"),
        new("raise-though-reply-stays", Activation, "isSent ? ReasonAgainstRaise(to) : RefusalReason.MonitorFault", "ReasonAgainstRaise(to)", "a host that cannot say whether the reply has left lets the label rise"),
        new("raise-behind-reply-lowers", Activation, "isSent ? ReasonAgainstRaise(to) : RefusalReason.MonitorFault", "isSent ? RefusalReason.None : RefusalReason.MonitorFault", "a raise that waited undoes what another thread raised meanwhile"),
        new("clearance-ignored", Activation, "return _clearance.Permits(StartLabel, to) ? RefusalReason.None : RefusalReason.AboveClearance;", "return RefusalReason.None;", "every label can be risen to", Harm.Functional),
        new("clearance-flipped", Activation, "_clearance.Permits(StartLabel, to) ?", "!_clearance.Permits(StartLabel, to) ?", "only what the clearance forbids is allowed", Harm.Functional),
        new("clearance-from-current", Activation, "_clearance.Permits(StartLabel, to)", "_clearance.Permits(_label, to)", "the clearance is asked of the current label, not of the start's", Harm.Functional),
        new("clearance-fault-allows", Activation, "return RefusalReason.MonitorFault;", "return RefusalReason.None;", "a clearance that throws allows", Harm.Functional),
        new("clearance-none-permits", Clearance, "private sealed class Nothing : Clearance { public override bool Permits(Label start, Label target) => target.Equals(start);", "private sealed class Nothing : Clearance { public override bool Permits(Label start, Label target) => true;", "a function that may not rise does, and its caller waits for it") { IsVisibleOutside = true },
        new("clearance-bound-ignored", Clearance, "target.Equals(start) || target.FlowsTo(bound)", "true", "a bounded clearance has no bound", Harm.Functional),
        new("clearance-bound-flipped", Clearance, "target.Equals(start) || target.FlowsTo(bound)", "target.Equals(start) || bound.FlowsTo(target)", "a bounded clearance permits what is above the bound", Harm.Functional),
        new("raise-inside-commit", Activation, "if (_lock.IsHeldByCurrentThread) { return Decision.Refuse(", "if (false) { return Decision.Refuse(", "what the monitor calls under its lock can raise the label", Harm.Functional),

        new("ended-decides", Activation, "reason == RefusalReason.None && _hasEnded ? RefusalReason.Ended : reason", "reason", "code that outlives its function gets out what it finds in its process"),
        new("ended-rises", Activation, "if (_hasEnded || !_label.FlowsTo(to))", "if (!_label.FlowsTo(to))", "a raise that waited is done though its function has ended, and nobody counts it"),
        new("ended-flows", Activation, "!_hasEnded && Label.FlowsTo(to)", "Label.FlowsTo(to)", "code that outlives its function logs what it finds in its process"),
        new("end-forgotten", "Trapeze.Shim/Guard/Context/GuardedContext.Lifetime.cs", "Activation?.End();", "", "no function ever ends that has something to dispose of") { Near = "Trapeze.Shim/Lambda/LambdaServer.cs" },
        new("end-forgotten-here", "Trapeze.Shim/Guard/FunctionRun.cs", "context.Activation!.End();", "", "no function ever ends that leaves nothing to dispose of") { Near = "Trapeze.Shim/Lambda/LambdaServer.cs" },
        new("end-of-event-forgotten", "Trapeze.Shim/Events/EventActivations.cs", "activation?.End();", "", "no event's function ever ends"),

        new("reply-not-cut", Activation, "if (!_replyIsOpen || to.FlowsTo(ReplyLabel!))", "if (true)", "a raise above the reply leaves it open") { IsVisibleOutside = true },
        new("reply-cut-flipped", Activation, "if (!_replyIsOpen || to.FlowsTo(ReplyLabel!))", "if (!_replyIsOpen || ReplyLabel!.FlowsTo(to))", "a raise above the reply leaves it open, one beside it cuts it") { IsVisibleOutside = true },
        new("reply-cut-by-every-raise", Activation, "if (!_replyIsOpen || to.FlowsTo(ReplyLabel!))", "if (!_replyIsOpen)", "every raise cuts the reply", Harm.Functional),
        new("reply-refused-when-closed", Activation, "if (!_replyIsOpen || to.FlowsTo(ReplyLabel!))", "if (_reply is null || to.FlowsTo(ReplyLabel!))", "a reply is refused that was decided already", Harm.Functional),
        new("reply-open-after-refusal", Activation, "_replyIsOpen = false; _ = Decide(Rule.Reply,", "_ = Decide(Rule.Reply,", "the reply stays open after the refusal") { IsVisibleOutside = true },
        new("reply-refused-after-raise", Activation, "RefuseReplyBefore(to); if (", "Volatile.Write(ref _label, to); RefuseReplyBefore(to); if (", "the refusal is decided and recorded at the new label", Harm.Functional),
        new("reply-refusal-not-sent", Activation, "_reply!.Refuse();", "_ = _reply!;", "the caller is not told, so that it waits for what it may not see") { IsVisibleOutside = true },
        new("reply-after-close", Activation, "if (!_replyIsOpen) { return false; } commit(state);", "commit(state);", "a reply goes out after the raise that closed it") { IsVisibleOutside = true },
        new("reply-twice", Activation, "commit(state); _replyIsOpen = false;", "commit(state);", "a reply is committed again and again", Harm.Functional),
        new("reply-inside-commit", Activation, "if (_lock.IsHeldByCurrentThread) { return false; } lock (_lock) { if (!_replyIsOpen)", "lock (_lock) { if (!_replyIsOpen)", "a commit can reply once more from within", Harm.Functional),
        new("reply-close-forgotten", Activation, "var wasOpen = _replyIsOpen; _replyIsOpen = false;", "var wasOpen = _replyIsOpen;", "a reply that was closed is open", Harm.Functional),

        new("send-unchecked", Activation, "Decide(Rule.Send, FlowReason(at, channel.Label), at", "Decide(Rule.Send, RefusalReason.None, at", "everything goes out everywhere") { IsVisibleOutside = true },
        new("send-flipped", Activation, "FlowReason(at, channel.Label)", "FlowReason(channel.Label, at)", "what is above the channel goes out") { IsVisibleOutside = true },
        new("send-from-start", Activation, "Decide(Rule.Send, FlowReason(at, channel.Label), at", "Decide(Rule.Send, FlowReason(StartLabel, channel.Label), at", "send looks at the label of the start") { IsVisibleOutside = true },
        new("receive-unchecked", Activation, "channel.Answers.FlowsTo(at) ? RefusalReason.None", "true ? RefusalReason.None", "answers come in above the label") { IsVisibleOutside = true },
        new("receive-flipped", Activation, "channel.Answers.FlowsTo(at)", "at.FlowsTo(channel.Answers)", "answers come in only above the label") { IsVisibleOutside = true },
        new("receive-of-channel", Activation, "channel.Answers.FlowsTo(at)", "channel.Label.FlowsTo(at)", "what may go out decides what may come in") { IsVisibleOutside = true },
        new("answers-forgotten", Channel, "Answers = answers ?? label;", "Answers = label;", "the label of a channel's answers is that of the channel") { IsVisibleOutside = true },
        new("invoke-unchecked", Activation, "FlowReason(current, at), current", "RefusalReason.None, current", "events start activations below") { IsVisibleOutside = true },
        new("invoke-flipped", Activation, "FlowReason(current, at), current", "FlowReason(at, current), current", "events start activations below, and none above") { IsVisibleOutside = true },
        new("invoke-from-start", Activation, "FlowReason(current, at), current", "FlowReason(StartLabel, at), current", "invoke looks at the label of the start") { IsVisibleOutside = true },
        new("flow-if-comparable", Activation, "from.FlowsTo(to) ? RefusalReason.None", "from.FlowsTo(to) || to.FlowsTo(from) ? RefusalReason.None", "labels that are comparable flow both ways") { IsVisibleOutside = true },
        new("refusals-ignored", Activation, "if (!decision.IsAllowed) { throw", "if (false) { throw", "who does not ask for the decision is not stopped") { IsVisibleOutside = true },
        new("refusal-says-why", Activation, "throw new FlowRefusedException(decision.Rule, subject);", "throw new FlowRefusedException(decision.Rule, $\"{subject} {decision.Reason}\");", "the text of a refusal gives the reason", Harm.Functional),

        new("start-unchecked", Monitor, "start.ReplyLabel is null || start.Label.FlowsTo(start.ReplyLabel) ?", "true ?", "an activation starts above its reply"),
        new("start-flipped", Monitor, "start.Label.FlowsTo(start.ReplyLabel)", "start.ReplyLabel.FlowsTo(start.Label)", "an activation starts only above its reply"),
        new("start-refused-but-given", Monitor, "activation = decision.IsAllowed ? started : null;", "activation = started;", "a refused start gives its activation", Harm.Functional),
        new("start-unrecorded", Monitor, "var decision = Record(started, Decision.Of(Rule.Start, reason), start.Label, subject: null, start.ReplyLabel);", "var decision = Decision.Of(Rule.Start, reason);", "starts are not recorded", Harm.Functional),
        new("audit-failure-allows", Monitor, "return Decision.Refuse(decision.Rule, RefusalReason.MonitorFault);", "return decision;", "what cannot be recorded happens", Harm.Functional),
        new("decisions-unrecorded", Activation, "_monitor.Record(this, Decision.Of(rule, reason == RefusalReason.None && _hasEnded ? RefusalReason.Ended : reason), at, subject, target, sink);", "Decision.Of(rule, reason == RefusalReason.None && _hasEnded ? RefusalReason.Ended : reason);", "decisions are not recorded", Harm.Functional),
        new("record-at-start-label", Monitor, "decision, at, subject, target)", "decision, activation.StartLabel, subject, target)", "records carry the label of the start, so that those below read them"),
        new("record-without-sink", Monitor, "{ Sink = sink }", "", "records do not say where a release went", Harm.Functional),
        new("undecided-allows", Decision, "IsAllowed => Reason == RefusalReason.None", "IsAllowed => Reason is RefusalReason.None or RefusalReason.Undecided", "a decision that nobody made allows", Harm.Functional),
        new("anybody-allows", Decision, "reason == RefusalReason.None ? throw new ArgumentException(\"a refusal has a reason\", nameof(reason)) : new(rule, reason);", "new(rule, reason);", "anybody can make a decision that allows", Harm.Functional),
    ];
}
