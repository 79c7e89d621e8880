using Trapeze.Mutants.Workers;

namespace Trapeze.Mutants.Results;

/// <summary>What one level made of one mutant.</summary>
/// <param name="Level">The level.</param>
/// <param name="Answer">What it found.</param>
/// <param name="Again">How long it took to find it once more, in milliseconds: the first time has the runtime compile what only this copy's search calls.</param>
internal sealed record LevelResult(LevelName Level, SearchAnswer Answer, double Again);
