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
    /// <exception cref="ArgumentException">A reply and its label are not given together.</exception>
    /// <exception cref="FlowRefusedException">The start could not be recorded, or its reply could never be sent.</exception>
    public Activation Start(in ActivationStart start)
    {
        if (start.Function is null || start.Label is null || start.Clearance is null)
        {
            throw new ArgumentException("nothing is started by default", nameof(start));
        }

        if (start.Reply is null != start.ReplyLabel is null)
        {
            throw new ArgumentException("a reply and its label are given together", nameof(start));
        }

        if (start.ReplyLabel is { } reply && !start.Label.FlowsTo(reply))
        {
            throw new FlowRefusedException(Rule.Start, start.Function);
        }

        var activation = new Activation(this, start);
        return Record(activation, Decision.Allow(Rule.Start), start.Label, subject: null, start.ReplyLabel).IsAllowed
            ? activation
            : throw new FlowRefusedException(Rule.Start, start.Function);
    }

    // Fail closed: what cannot be recorded is refused.
    internal Decision Record(Activation activation, Decision decision, Label at, string? subject, Label? target)
    {
        try
        {
            _audit.Record(new AuditRecord(activation.Id, activation.Function, decision, at, subject, target));
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
