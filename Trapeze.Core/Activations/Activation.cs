using Trapeze.Core.Channels;
using Trapeze.Core.Declassification;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Activations;

/// <summary>One run of one function: its current label, which only rises, and what that lets out.</summary>
/// <remarks>
/// semantics §2. Explicit and passed along; safe for concurrent use. The <c>Try…</c> methods return the decision, the others throw
/// <see cref="FlowRefusedException"/> when it refuses. The start, and every decision but that of a reply that goes out, is recorded first:
/// what cannot be recorded is refused and does not happen.
/// </remarks>
public sealed class Activation
{
    private readonly ReferenceMonitor _monitor;
    private readonly Clearance _clearance;
    private readonly IReply? _reply;
    private readonly Lock _lock = new();

    // All change only under the lock. Invariant: while the reply is open, _label flows to ReplyLabel.
    private Label _label;
    private bool _replyIsOpen;
    private volatile bool _hasEnded;

    internal Activation(ReferenceMonitor monitor, in ActivationStart start)
    {
        _monitor = monitor;
        _clearance = start.Clearance;
        _reply = start.Reply;
        _replyIsOpen = start.Reply is not null;
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

    /// <summary>Whether what it knows may go to <paramref name="to"/> now, without a record.</summary>
    public bool FlowsTo(Label to) => !_hasEnded && Label.FlowsTo(to);

    /// <summary>Its function has ended. Whatever of its code goes on all the same keeps the label that it has, and every decision refuses it.</summary>
    /// <remarks>semantics §2, "Warm instances": what survives an activation may see in its process what comes later, above it. The reply is not touched.</remarks>
    public void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
        }
    }

    /// <summary>raiseLabel: from now on the activation carries <paramref name="to"/>. A reply that may not carry it is refused at once, and has left before this returns, if the host says when that is.</summary>
    /// <remarks>
    /// Refused inside of what the monitor calls under the activation's lock (a reply's commit or refusal, the audit log). The label is still the old one while the reply leaves,
    /// for every thread of the activation, and what those do then is decided at it.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="to"/> belongs to another order.</exception>
    /// <exception cref="FlowRefusedException">The current label does not flow to it, or it is above the clearance.</exception>
    public void RaiseLabel(Label to) => Require(TryRaiseLabel(to), subject: null);

    /// <inheritdoc cref="RaiseLabel"/>
    public Decision TryRaiseLabel(Label to)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (_lock.IsHeldByCurrentThread)
        {
            return Decision.Refuse(Rule.RaiseLabel, RefusalReason.MonitorFault);
        }

        lock (_lock)
        {
            var decision = Decide(Rule.RaiseLabel, ReasonAgainstRaise(to), _label, subject: null, to);
            if (!decision.IsAllowed)
            {
                return decision;
            }

            RefuseReplyBefore(to);
            if (_reply is null || to.FlowsTo(ReplyLabel!))
            {
                Volatile.Write(ref _label, to);
                return decision;
            }
        }

        return RaiseBehindReply(to);
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

    /// <summary>declassify: whether a value of the current label may pass <paramref name="declassifier"/> into a table or event.</summary>
    /// <exception cref="FlowRefusedException">It may not.</exception>
    public void Declassify(Declassifier declassifier, string sink) => Require(TryDeclassify(declassifier, sink), declassifier.Name);

    /// <inheritdoc cref="Declassify(Declassifier, string)"/>
    public Decision TryDeclassify(Declassifier declassifier, string sink)
    {
        ArgumentNullException.ThrowIfNull(declassifier);
        ArgumentException.ThrowIfNullOrEmpty(sink);
        var at = Label;
        return Decide(Rule.Declassify, declassifier.ReasonAgainst(Function, at, sink), at, declassifier.Name, declassifier.To, sink);
    }

    /// <summary>declassify and send: whether a value of the current label may pass <paramref name="declassifier"/> and go out on a channel.</summary>
    /// <exception cref="FlowRefusedException">It may not, or what is released does not flow to the channel.</exception>
    public void Declassify(Declassifier declassifier, Channel sink) => Require(TryDeclassify(declassifier, sink), declassifier.Name);

    /// <inheritdoc cref="Declassify(Declassifier, Channel)"/>
    public Decision TryDeclassify(Declassifier declassifier, Channel sink)
    {
        ArgumentNullException.ThrowIfNull(declassifier);
        ArgumentNullException.ThrowIfNull(sink);
        var at = Label;
        var reason = declassifier.ReasonAgainst(Function, at, sink.Name);
        reason = reason == RefusalReason.None ? FlowReason(declassifier.To, sink.Label) : reason;
        return Decide(Rule.Declassify, reason, at, declassifier.Name, declassifier.To, sink.Name);
    }

    /// <summary>Decides the reply: runs <paramref name="commit"/> under the activation's lock if the reply is still open.</summary>
    /// <remarks>
    /// A raise and a reply can therefore not overtake each other: what is committed was made before the reply could be closed. Make the bytes
    /// first; <paramref name="commit"/> must not block.
    /// </remarks>
    /// <returns>Whether <paramref name="commit"/> ran. If it throws, the reply stays open.</returns>
    public bool TryReply<TState>(TState state, Action<TState> commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (_lock.IsHeldByCurrentThread)
        {
            return false;
        }

        lock (_lock)
        {
            if (!_replyIsOpen)
            {
                return false;
            }

            commit(state);
            _replyIsOpen = false;
            return true;
        }
    }

    /// <summary>Closes the reply without the function's word: aborted, or failed.</summary>
    /// <returns>Whether it was open until now.</returns>
    public bool TryCloseReply()
    {
        if (_lock.IsHeldByCurrentThread)
        {
            return false;
        }

        lock (_lock)
        {
            var wasOpen = _replyIsOpen;
            _replyIsOpen = false;
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

    // Under the lock. A clearance may be anybody's code: what it throws refuses.
    private RefusalReason ReasonAgainstRaise(Label to)
    {
        if (_hasEnded || !_label.FlowsTo(to))
        {
            return _hasEnded ? RefusalReason.Ended : RefusalReason.LabelDoesNotFlow;
        }

        try
        {
            return _clearance.Permits(StartLabel, to) ? RefusalReason.None : RefusalReason.AboveClearance;
        }
#pragma warning disable CA1031 // whatever fails in the clearance, the answer is the same refusal
        catch (Exception)
#pragma warning restore CA1031
        {
            return RefusalReason.MonitorFault;
        }
    }

    // Under the lock, and before the label is there: nothing of the new label can be in what the caller gets.
    private void RefuseReplyBefore(Label to)
    {
        if (!_replyIsOpen || to.FlowsTo(ReplyLabel!))
        {
            return;
        }

        _replyIsOpen = false;
        _ = Decide(Rule.Reply, RefusalReason.LabelDoesNotFlow, _label, subject: null, ReplyLabel);
        try
        {
            _reply!.Refuse();
        }
#pragma warning disable CA1031 // the host failed to send; that is no news for the function, and the reply is closed
        catch (Exception)
#pragma warning restore CA1031
        {
            // Dropped: the caller's connection is the host's affair.
        }
    }

    // The second half of a raise that is allowed and recorded. Another thread's raise, or the end, may have come between: then a second record says so.
    private Decision RaiseBehindReply(Label to)
    {
        var isSent = IsReplySent();
        lock (_lock)
        {
            var reason = isSent ? ReasonAgainstRaise(to) : RefusalReason.MonitorFault;
            if (reason != RefusalReason.None)
            {
                return Decide(Rule.RaiseLabel, reason, _label, subject: null, to);
            }

            Volatile.Write(ref _label, to);
            return Decision.Of(Rule.RaiseLabel, RefusalReason.None);
        }
    }

    private bool IsReplySent()
    {
        try
        {
            _reply!.WaitUntilSent();
            return true;
        }
#pragma warning disable CA1031 // whatever fails in the host, what would be seen behind the reply does not happen
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private Decision Decide(Rule rule, RefusalReason reason, Label at, string? subject, Label? target, string? sink = null) =>
        _monitor.Record(this, Decision.Of(rule, reason == RefusalReason.None && _hasEnded ? RefusalReason.Ended : reason), at, subject, target, sink);
}
