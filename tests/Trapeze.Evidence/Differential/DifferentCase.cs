using System.Collections.Immutable;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential;

/// <summary>A program that the sides differ on.</summary>
/// <param name="Case">Which case of the seed it is.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Program">It, to the operation that differs.</param>
/// <param name="Wrong">The difference.</param>
internal sealed record DifferentCase(long Case, ImmutableArray<TableDefinition> Tables, IReadOnlyList<Operation> Program, Exchange Wrong);
