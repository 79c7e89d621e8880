namespace Trapeze.Mutants.Results;

/// <summary>What all levels made of one mutant.</summary>
internal sealed record Verdict(Mutant Mutant, IReadOnlyList<LevelResult> Levels)
{
    internal bool IsKilled => Levels.Any(level => level.Answer.Found);

    /// <summary>How long it took to load the copy and have it compiled.</summary>
    internal double LoadMilliseconds { get; init; } = Levels.Sum(level => level.Answer.LoadMilliseconds);

    /// <summary>The best that the levels of a folder made of it; <see langword="null"/> if they do not look there.</summary>
    internal LevelResult? Of(string folder) => Levels.Where(each => string.Equals(each.Level.Folder, folder, StringComparison.Ordinal))
        .OrderByDescending(each => each.Answer.Found).ThenBy(each => each.Answer.Milliseconds).FirstOrDefault();
}
