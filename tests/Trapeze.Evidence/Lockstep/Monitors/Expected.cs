using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Evidence.Lockstep.Labels;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>A record that the audit channel should have, in the machine's labels.</summary>
internal sealed record Expected(
    Rule Rule, RefusalReason Reason, string Function, Model.Label Label, string? Subject, Model.Label? Target, string? Sink = null)
{
    internal string Text(Meanings meanings) =>
        $"{Rule} {Reason} {Function} at {meanings.Text(Label)}, subject {Subject}, target {(Target is { } target ? meanings.Text(target) : "none")}, sink {Sink}";

    internal static Expected Of(in AuditRecord record, Meanings meanings) => new(
        record.Decision.Rule,
        record.Decision.Reason,
        record.Function,
        meanings.Of(record.Label),
        record.Subject,
        record.Target is { } target ? meanings.Of(target) : null,
        record.Sink);
}
