using Trapeze.Sandbox.Rules;

namespace Trapeze.Sandbox.Tracing;

/// <summary>The system's loaders of programs: executed by themselves they would load what may be read and not executed.</summary>
internal sealed class Loaders
{
    private static readonly string[] Folders = ["/lib", "/lib64", "/lib32", "/libx32", "/usr/lib", "/usr/lib64"];

    private readonly List<string> _files = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    internal Loaders()
    {
        foreach (var folder in Folders.Where(Directory.Exists))
        {
            foreach (var place in Directory.EnumerateDirectories(folder, "*-linux-*").Prepend(folder))
            {
                foreach (var file in Directory.EnumerateFiles(place, "ld-*.so*").Concat(Directory.EnumerateFiles(place, "ld.so*")).Where(File.Exists))
                {
                    _files.Add(file);
                    _paths.Add(Kernel.RealPath.Of(file));
                }
            }
        }
    }

    /// <summary>The rules with the loaders that the kernel needs for the programs that may be executed: by themselves those are executed by nobody.</summary>
    internal SandboxRules AddedTo(SandboxRules rules) => rules.Paths.Any(grant => grant.Access.HasFlag(PathAccess.Execute))
        ? rules with { Paths = [.. rules.Paths, .. _files.Select(file => new PathGrant(file, PathAccess.Read | PathAccess.Execute))] }
        : rules;

    internal bool Has(string path) => _paths.Contains(path);
}
