using System.Collections.Immutable;

namespace Gg.Graphs;

/// <summary>A run of a program of the recipe, with files of the project beside it; it has to end with 0.</summary>
public sealed record RecipeCheck(string Program)
{
    public ImmutableArray<string> Arguments { get; init; } = [];

    public ImmutableArray<string> Files { get; init; } = [];
}
