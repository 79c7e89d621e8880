using System.Collections.Immutable;

namespace Gg.Graphs;

/// <summary>An archive: its members' sources, in its order.</summary>
public sealed record RecipeArchive(string Name, ImmutableArray<string> Sources);
