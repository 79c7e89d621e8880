using Trapeze.Core.Audit;

namespace Trapeze.Core.Tests.Activations;

/// <summary>Keeps every record; fails when told to.</summary>
internal sealed class AuditList : IAuditLog
{
    private readonly Lock _lock = new();
    private readonly List<AuditRecord> _records = [];

    public bool Fails { get; set; }

    /// <summary>Runs with each record before it is kept, where the monitor called.</summary>
    public Action<AuditRecord> OnRecord { get; set; } = _ => { };

    public IReadOnlyList<AuditRecord> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    public void Record(in AuditRecord record)
    {
        if (Fails)
        {
            throw new IOException("the disk is full");
        }

        OnRecord(record);
        lock (_lock)
        {
            _records.Add(record);
        }
    }
}
