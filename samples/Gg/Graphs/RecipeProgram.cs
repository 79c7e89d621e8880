using System.Collections.Immutable;

namespace Gg.Graphs;

/// <summary>A program: its own sources, archives of the recipe, and what the linker is told behind them.</summary>
public sealed record RecipeProgram(string Name, ImmutableArray<string> Sources)
{
    public ImmutableArray<string> Archives { get; init; } = [];

    public ImmutableArray<string> Libraries { get; init; } = [];
}
