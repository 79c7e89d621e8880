using Trapeze.Mutants.Workers;

namespace Trapeze.Mutants.Results;

/// <summary>What one level made of one mutant.</summary>
internal sealed record LevelResult(LevelName Level, SearchAnswer Answer);
