using System.Collections.Immutable;

namespace Gg.Graphs;

/// <summary>A node of the graph: one tool, the files that it sees, and the one that it makes.</summary>
public sealed class Step
{
    public required StepKind Kind { get; init; }

    /// <summary>What is made of what, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The one of its files that is the tool; <see langword="null"/> for the usual one of its kind.</summary>
    public string? Tool { get; init; }

    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>All that it sees of the project, by the names that its tool knows.</summary>
    public required ImmutableSortedDictionary<string, StepInput> Files { get; init; }

    /// <summary>The name of the file that it makes.</summary>
    public required string Output { get; init; }

    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}
