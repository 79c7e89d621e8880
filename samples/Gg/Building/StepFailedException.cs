using Gg.Functions;
using Gg.Graphs;

namespace Gg.Building;

/// <summary>A step made nothing.</summary>
public sealed class StepFailedException(Step step, Answer answer) : Exception($"{step} failed")
{
    public Step Step { get; } = step;

    /// <summary>What became of it.</summary>
    public Answer Answer { get; } = answer;
}
