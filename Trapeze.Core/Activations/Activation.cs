using Trapeze.Core.Channels;
using Trapeze.Core.Declassification;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Activations;

/// <summary>One run of one function: its current label, which only rises, and what that lets out.</summary>
/// <remarks>
/// semantics §2. Explicit and passed along; safe for concurrent use. The <c>Try…</c> methods return the decision, the others throw
/// <see cref="FlowRefusedException"/> when it refuses. Every allowed raise, send on a channel that is not the reply, declassification and
/// every refusal is recorded.
/// </remarks>
public sealed class Activation
{
    private readonly ReferenceMonitor _monitor;
    private readonly Clearance _clearance;
    private readonly IReply? _reply;
    private readonly Lock _lock = new();
    private Label _label;
    private bool _replyDecided;

    internal Activation(ReferenceMonitor monitor, in ActivationStart start)
    {
        _monitor = monitor;
        _clearance = start.Clearance;
        _reply = start.Reply;
        _label = start.Label;
        Id = ActivationId.Create();
        Function = start.Function;
        StartLabel = start.Label;
        ReplyLabel = start.ReplyLabel;
    }

    /// <summary>Names the activation in the audit channel.</summary>
    public ActivationId Id { get; }

    /// <summary>The policy's name of the function that runs.</summary>
    public string Function { get; }

    /// <summary>The label that it started at.</summary>
    public Label StartLabel { get; }

    /// <summary>The reply's label, fixed at start; <see langword="null"/> if there is no reply.</summary>
    public Label? ReplyLabel { get; }

    /// <summary>The current label.</summary>
    public Label Label => Volatile.Read(ref _label);

    /// <summary>raiseLabel: from now on the activation carries <paramref name="to"/>. A reply that may not carry it is refused at once.</summary>
    /// <exception cref="FlowRefusedException">The current label does not flow to it, or it is above the clearance.</exception>
    public void RaiseLabel(Label to) => Require(TryRaiseLabel(to), subject: null);

    /// <inheritdoc cref="RaiseLabel"/>
    public Decision TryRaiseLabel(Label to)
    {
        ArgumentNullException.ThrowIfNull(to);
        lock (_lock)
        {
            var reason = !_label.FlowsTo(to) ? RefusalReason.LabelDoesNotFlow
                : !_clearance.Permits(StartLabel, to) ? RefusalReason.AboveClearance
                : RefusalReason.None;
            var decision = Decide(Rule.RaiseLabel, reason, _label, subject: null, to);
            if (decision.IsAllowed)
            {
                Volatile.Write(ref _label, to);
                RefuseReplyIfAbove();
            }

            return decision;
        }
    }

    /// <summary>send: whether a value of the current label may go out on <paramref name="channel"/>.</summary>
    /// <exception cref="FlowRefusedException">It may not.</exception>
    public void Send(Channel channel) => Require(TrySend(channel), channel.Name);

    /// <inheritdoc cref="Send"/>
    public Decision TrySend(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var at = Label;
        return Decide(Rule.Send, FlowReason(at, channel.Label), at, channel.Name, channel.Label);
    }

    /// <summary>Whether what <paramref name="channel"/> brings back may come in at the current label.</summary>
    /// <exception cref="FlowRefusedException">It may not.</exception>
    public void Receive(Channel channel) => Require(TryReceive(channel), channel.Name);

    /// <inheritdoc cref="Receive"/>
    public Decision TryReceive(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var at = Label;
        var reason = channel.Answers.FlowsTo(at) ? RefusalReason.None : RefusalReason.AnswerAboveLabel;
        return Decide(Rule.Receive, reason, at, channel.Name, channel.Answers);
    }

    /// <summary>invoke: whether a new activation of <paramref name="function"/> may be asked for at <paramref name="at"/>.</summary>
    /// <exception cref="FlowRefusedException">The current label does not flow there.</exception>
    public void Invoke(string function, Label at) => Require(TryInvoke(function, at), function);

    /// <inheritdoc cref="Invoke"/>
    public Decision TryInvoke(string function, Label at)
    {
        ArgumentException.ThrowIfNullOrEmpty(function);
        ArgumentNullException.ThrowIfNull(at);
        var current = Label;
        return Decide(Rule.Invoke, FlowReason(current, at), current, function, at);
    }

    /// <summary>declassify: whether a value of the current label may pass <paramref name="declassifier"/> into <paramref name="sink"/>.</summary>
    /// <exception cref="FlowRefusedException">It may not.</exception>
    public void Declassify(Declassifier declassifier, string sink) => Require(TryDeclassify(declassifier, sink), declassifier.Name);

    /// <inheritdoc cref="Declassify"/>
    public Decision TryDeclassify(Declassifier declassifier, string sink)
    {
        ArgumentNullException.ThrowIfNull(declassifier);
        ArgumentException.ThrowIfNullOrEmpty(sink);
        var at = Label;
        return Decide(Rule.Declassify, declassifier.ReasonAgainst(Function, at, sink), at, declassifier.Name, declassifier.To);
    }

    /// <summary>
    /// Decides the reply: runs <paramref name="commit"/> under the activation's lock if the reply is still open and may carry the current
    /// label. A raise and a reply can therefore not overtake each other.
    /// </summary>
    /// <returns>Whether <paramref name="commit"/> ran. If it throws, the reply stays open.</returns>
    public bool TryReply<TState>(TState state, Action<TState> commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        lock (_lock)
        {
            if (_reply is null || _replyDecided || !_label.FlowsTo(ReplyLabel!))
            {
                return false;
            }

            commit(state);
            _replyDecided = true;
            return true;
        }
    }

    /// <summary>Closes the reply without the function's word: aborted, or failed.</summary>
    /// <returns>Whether it was open until now.</returns>
    public bool TryCloseReply()
    {
        lock (_lock)
        {
            var wasOpen = _reply is not null && !_replyDecided;
            _replyDecided = true;
            return wasOpen;
        }
    }

    private static RefusalReason FlowReason(Label from, Label to) => from.FlowsTo(to) ? RefusalReason.None : RefusalReason.LabelDoesNotFlow;

    private static void Require(Decision decision, string? subject)
    {
        if (!decision.IsAllowed)
        {
            throw new FlowRefusedException(decision.Rule, subject);
        }
    }

    // Under the lock.
    private void RefuseReplyIfAbove()
    {
        if (_reply is not null && !_replyDecided && !_label.FlowsTo(ReplyLabel!))
        {
            _replyDecided = true;
            _reply.Refuse();
        }
    }

    private Decision Decide(Rule rule, RefusalReason reason, Label at, string? subject, Label? target)
    {
        var decision = reason == RefusalReason.None ? Decision.Allow(rule) : Decision.Refuse(rule, reason);
        return _monitor.Record(this, decision, at, subject, target);
    }
}
