using HelloRetail.World;
using Trapeze.Core.Labels;
using Trapeze.Shim.Audit;

namespace HelloRetail.Hosting;

/// <summary>The refused flows in the shop's audit, as its developer reads them.</summary>
public sealed class AuditTrail(string folder, LabelOrder order)
{
    public IReadOnlyList<RefusedFlow> Refused()
    {
        var refused = new List<RefusedFlow>();
        var replies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in AuditReader.Read(folder, order.Top))
        {
            if (entry.Reason is not null)
            {
                refused.Add(new RefusedFlow(entry.Activation, entry.Function, entry.Rule, entry.Reason, entry.Label, entry.Subject, entry.Target));
            }
            else if (entry is { Rule: "Start", Target: { } reply })
            {
                replies[entry.Activation] = reply;
            }
            else if (entry is { Rule: "RaiseLabel", Target: { } raised } && replies.GetValueOrDefault(entry.Activation) is { } open
                && !order.Parse(raised).FlowsTo(order.Parse(open)))
            {
                // The raise was allowed; what it refused, then and there, is the reply.
                replies.Remove(entry.Activation);
                refused.Add(new RefusedFlow(entry.Activation, entry.Function, "Send", "LabelDoesNotFlow", raised, "reply", open));
            }
        }

        return refused;
    }
}
