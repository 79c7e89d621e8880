using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Activations;

/// <summary>The reference monitor and the audit log that it records in.</summary>
/// <remarks>A type of the shim's own, so that function code cannot ask for what it holds: no part of the trusted base is a service by itself.</remarks>
internal sealed class AuditedMonitor : IDisposable
{
    private const long MaxSegment = 64 * 1024 * 1024;
    private readonly AuditLog? _own;

    public AuditedMonitor(SettledOptions options, IEnumerable<AuditChoice> choices, TimeProvider time)
    {
        Audit = choices.LastOrDefault()?.Log ?? (_own = new AuditLog(
            new AuditSegments(Path.Combine(options.Value.DataFolder, AuditReader.FolderName), MaxSegment), time));
        Monitor = new ReferenceMonitor(Audit);
    }

    internal IAuditLog Audit { get; }

    internal ReferenceMonitor Monitor { get; }

    public void Dispose() => _own?.Dispose();
}
