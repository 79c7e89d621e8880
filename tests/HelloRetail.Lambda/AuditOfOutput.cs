using Trapeze.LocalLambda;
using Trapeze.Shim.Audit;

namespace HelloRetail.Lambda;

/// <summary>The audit lines in the functions' log groups, as a folder that the reader of audit logs reads.</summary>
internal sealed class AuditOfOutput(LocalCloud cloud, IReadOnlyList<string> functions, string folder)
{
    private int _number;

    /// <summary>Writes what the functions have said until now; the folder.</summary>
    public string Write()
    {
        var written = Path.Combine(folder, $"output-{Interlocked.Increment(ref _number)}");
        var audit = Directory.CreateDirectory(Path.Combine(written, AuditReader.FolderName)).FullName;
        File.WriteAllLines(Path.Combine(audit, "audit-000001.jsonl"), functions.SelectMany(cloud.Output).Where(line => line.StartsWith('{')));
        return written;
    }
}
