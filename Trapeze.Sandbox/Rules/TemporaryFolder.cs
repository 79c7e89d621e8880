namespace Trapeze.Sandbox.Rules;

/// <summary>A folder for temporary files, of one run alone, which it may read and write. It is gone afterwards, whatever the run did to it.</summary>
/// <remarks>
/// In namespaces it is <c>/tmp</c>, in memory. Elsewhere it is a new folder among this user's temporary files. Where it is, <c>TMPDIR</c> says, unless the command gives another.
/// </remarks>
public sealed record TemporaryFolder
{
    /// <summary>How many bytes may be in it, where it is in memory; elsewhere only each file is bounded.</summary>
    public long Size { get; init; } = 64 << 20;
}
