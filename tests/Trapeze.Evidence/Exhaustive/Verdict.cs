namespace Trapeze.Evidence.Exhaustive;

/// <summary>The first thing found, by whichever thread.</summary>
public sealed class Verdict
{
    private string? _finding;

    /// <summary>What was found, for people; <see langword="null"/> if nothing was.</summary>
    public string? Finding => _finding;

    public bool Holds => Volatile.Read(ref _finding) is null;

    public void Tell(string finding) => Interlocked.CompareExchange(ref _finding, finding, null);
}
