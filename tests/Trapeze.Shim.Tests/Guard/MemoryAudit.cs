using System.Collections.Concurrent;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>Keeps the records in memory, so that tests can count them.</summary>
internal sealed class MemoryAudit : IAuditLog
{
    private readonly ConcurrentQueue<AuditRecord> _records = new();

    internal IReadOnlyCollection<AuditRecord> Records => _records;

    internal int Starts => _records.Count(record => record.Decision.Rule == Rule.Start);

    public void Record(in AuditRecord record) => _records.Enqueue(record);
}
