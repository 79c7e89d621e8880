using Trapeze.Core.Activations;
using Trapeze.Core.Audit;

namespace Trapeze.Shim.Channels;

/// <summary>The refusal of what no rule of the policy speaks of.</summary>
internal static class Unruled
{
    /// <summary>Records that nothing may go out on <paramref name="channel"/>, and makes the exception that says so.</summary>
    internal static FlowRefusedException Send(Activation activation, string channel, IAuditLog audit)
    {
        audit.Record(new AuditRecord(
            activation.Id, activation.Function, Decision.Refuse(Rule.Send, RefusalReason.NoRule), activation.Label, channel, Target: null));
        return new FlowRefusedException(Rule.Send, channel);
    }
}
