namespace Trapeze.Core.Audit;

/// <summary>The audit channel: every decision that matters, labelled with its activation's label.</summary>
public interface IAuditLog
{
    /// <summary>Keeps a record. An exception here makes the monitor refuse: what cannot be recorded does not happen.</summary>
    void Record(in AuditRecord record);
}
