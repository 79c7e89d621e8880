using System.Collections.Concurrent;
using Gg.Building;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>What a build told of its progress.</summary>
internal sealed class Told : IBuildProgress
{
    private readonly ConcurrentQueue<(string Step, bool HasRun, int Done, int Total)> _ends = new();

    internal IReadOnlyCollection<(string Step, bool HasRun, int Done, int Total)> Ends => [.. _ends];

    /// <summary>The steps that a tool was run for.</summary>
    internal IEnumerable<string> Run => _ends.Where(end => end.HasRun).Select(end => end.Step).Order(StringComparer.Ordinal);

    public void End(Step step, bool hasRun, int done, int total) => _ends.Enqueue((step.ToString(), hasRun, done, total));
}
