using Trapeze.Core.Audit;

namespace BadApp.Unguarded;

/// <summary>Keeps nothing.</summary>
internal sealed class NoAudit : IAuditLog
{
    public void Record(in AuditRecord record)
    {
    }
}
