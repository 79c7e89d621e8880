using Trapeze.Core.Activations;
using Trapeze.Core.Audit;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>An audit log that cannot record the decisions of one rule.</summary>
internal sealed class BrittleAudit : IAuditLog
{
    internal Rule? Breaks { get; set; }

    public void Record(in AuditRecord record)
    {
        if (record.Decision.Rule == Breaks)
        {
            throw new IOException("the disk is full");
        }
    }
}
