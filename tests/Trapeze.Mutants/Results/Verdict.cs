namespace Trapeze.Mutants.Results;

/// <summary>What all levels made of one mutant.</summary>
internal sealed record Verdict(Mutant Mutant, IReadOnlyList<LevelResult> Levels)
{
    internal bool IsKilled => Levels.Any(level => level.Answer.Found);

    /// <summary>The level that was quickest to find it, if any did.</summary>
    internal LevelResult? Fastest => Levels.Where(level => level.Answer.Found).MinBy(level => level.Answer.Milliseconds);

    internal double LoadMilliseconds => Levels.Sum(level => level.Answer.LoadMilliseconds);

    internal LevelResult? Of(string level) => Levels.FirstOrDefault(each => string.Equals(each.Level, level, StringComparison.Ordinal));
}
