using Trapeze.Core.Audit;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Activations;

/// <summary>Starts activations and keeps their records.</summary>
/// <remarks>semantics §2. Stateless but for the audit log: many activations run at once in a process.</remarks>
public sealed class ReferenceMonitor
{
    private readonly IAuditLog _audit;

    /// <summary>A monitor that records in <paramref name="audit"/>.</summary>
    public ReferenceMonitor(IAuditLog audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        _audit = audit;
    }

    /// <summary>start: a new activation at the label that the policy gave its event.</summary>
    /// <exception cref="ArgumentException">
    /// Function, label or clearance is missing, a reply and its label are not given together, or labels belong to different orders.
    /// </exception>
    /// <exception cref="FlowRefusedException">The start could not be recorded, or its reply could never be sent.</exception>
    public Activation Start(in ActivationStart start) =>
        TryStart(start, out var activation).IsAllowed ? activation! : throw new FlowRefusedException(Rule.Start, start.Function);

    /// <inheritdoc cref="Start"/>
    /// <param name="start">What the policy says of the event.</param>
    /// <param name="activation">The activation if it was allowed, otherwise <see langword="null"/>.</param>
    /// <returns>The decision.</returns>
    public Decision TryStart(in ActivationStart start, out Activation? activation)
    {
        if (start.Function is null || start.Label is null || start.Clearance is null)
        {
            throw new ArgumentException("nothing is started by default", nameof(start));
        }

        if (start.Reply is null != start.ReplyLabel is null)
        {
            throw new ArgumentException("a reply and its label are given together", nameof(start));
        }

        var reason = start.ReplyLabel is null || start.Label.FlowsTo(start.ReplyLabel) ? RefusalReason.None : RefusalReason.LabelDoesNotFlow;
        var started = new Activation(this, start);
        var decision = Record(started, Decision.Of(Rule.Start, reason), start.Label, subject: null, start.ReplyLabel);
        activation = decision.IsAllowed ? started : null;
        return decision;
    }

    // Fail closed: what cannot be recorded is refused, and a fault of the log shows nothing but that.
    internal Decision Record(Activation activation, Decision decision, Label at, string? subject, Label? target, string? sink = null)
    {
        try
        {
            _audit.Record(new AuditRecord(activation.Id, activation.Function, decision, at, subject, target) { Sink = sink });
            return decision;
        }
#pragma warning disable CA1031 // whatever fails in the audit log, the answer is the same refusal
        catch (Exception)
#pragma warning restore CA1031
        {
            return Decision.Refuse(decision.Rule, RefusalReason.MonitorFault);
        }
    }
}
