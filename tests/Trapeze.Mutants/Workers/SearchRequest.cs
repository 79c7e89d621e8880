namespace Trapeze.Mutants.Workers;

/// <summary>One search of one level against one copy.</summary>
/// <param name="Project">The assembly that <paramref name="Copy"/> stands for; <see langword="null"/> for what was built.</param>
/// <param name="Copy">The rewritten assembly's file.</param>
/// <param name="Level">The level's folder and name; empty to hear which there are.</param>
/// <param name="Seed">The search's seed.</param>
/// <param name="Cases">How many cases it may look at.</param>
/// <param name="Milliseconds">How long it may take.</param>
internal sealed record SearchRequest(string? Project, string? Copy, string Level, ulong Seed, long Cases, int Milliseconds)
{
    /// <summary>The file that the copy changes, so that tests which are near to it run first.</summary>
    public string Near { get; init; } = "";
}
