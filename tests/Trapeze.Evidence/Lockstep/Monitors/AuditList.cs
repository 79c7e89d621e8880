using Trapeze.Core.Audit;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>Keeps the records of one operation; fails when told to.</summary>
internal sealed class AuditList : IAuditLog
{
    internal List<AuditRecord> Records { get; } = [];

    internal bool Fails { get; set; }

    public void Record(in AuditRecord record)
    {
        if (Fails)
        {
            throw new IOException("the disk is full");
        }

        Records.Add(record);
    }
}
