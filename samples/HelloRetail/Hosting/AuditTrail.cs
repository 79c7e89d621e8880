using HelloRetail.World;
using Trapeze.Core.Labels;
using Trapeze.Shim.Audit;

namespace HelloRetail.Hosting;

/// <summary>The refused flows in the shop's audit, as its developer reads them.</summary>
public static class AuditTrail
{
    public static IReadOnlyList<RefusedFlow> Refused(string folder, LabelOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return
        [
            .. AuditReader.Read(folder, order.Top)
                .Where(entry => entry.Reason is not null)
                .Select(entry => new RefusedFlow(
                    entry.Activation, entry.Function, entry.Rule, entry.Reason!, entry.Label, entry.Subject, entry.Target)),
        ];
    }
}
