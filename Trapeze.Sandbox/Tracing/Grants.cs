using System.Collections.Immutable;

namespace Trapeze.Sandbox.Tracing;

/// <summary>The paths of a run, without links: for what the tracer decides or tells, which Landlock decides for itself.</summary>
/// <param name="ToExecute">Where it may execute programs.</param>
/// <param name="ToWrite">Where it may write.</param>
/// <param name="NamedToWrite">The same, and the grants' own paths, which may lead over links: a program may name it so.</param>
/// <param name="NamedToRead">Where it may read, by either.</param>
internal sealed record Grants(ImmutableArray<string> ToExecute, ImmutableArray<string> ToWrite, ImmutableArray<string> NamedToWrite, ImmutableArray<string> NamedToRead)
{
    internal static bool Has(ImmutableArray<string> paths, string path) =>
        paths.Any(granted => granted == "/" || path == granted || (path.StartsWith(granted, StringComparison.Ordinal) && path[granted.Length] == '/'));
}
