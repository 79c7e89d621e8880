namespace Trapeze.Mutants.Workers;

/// <summary>What came of one search.</summary>
/// <param name="Found">Whether anything was found.</param>
/// <param name="Case">The case that showed it, from 0.</param>
/// <param name="Milliseconds">The search's own time: neither compiling the copy nor loading it.</param>
/// <param name="Text">What was found; for the request of no level, the levels' names, a line each.</param>
internal sealed record SearchAnswer(bool Found, long Case, double Milliseconds, string Text)
{
    /// <summary>How long it took to load the copy and have its code compiled; 0 if it was there.</summary>
    public double LoadMilliseconds { get; init; }

    /// <summary>Whether the worker ended or had to be ended instead of answering.</summary>
    public bool IsCrash { get; init; }

    /// <summary>Whether the worker itself failed, so that nothing was searched.</summary>
    public bool IsFault { get; init; }
}
