using System.Text.RegularExpressions;

namespace Trapeze.Mutants;

/// <summary>One text in one file, and what stands there instead.</summary>
/// <param name="File">The file, from the repository's root.</param>
/// <param name="Find">The text that is replaced: it stands in the file exactly once, however its words are spaced.</param>
/// <param name="Replace">What it is replaced by.</param>
public sealed record Edit(string File, string Find, string Replace)
{
    /// <summary>How often the text stands in <paramref name="source"/>.</summary>
    public int CountIn(string source) => Pattern().Count(source);

    /// <summary>The source with the change.</summary>
    /// <exception cref="InvalidOperationException">The text does not stand there exactly once.</exception>
    public string Rewrite(string source) => Pattern().Matches(source) is [var match]
        ? string.Concat(source.AsSpan(0, match.Index), Replace, source.AsSpan(match.Index + match.Length))
        : throw new InvalidOperationException($"`{Find}` does not stand exactly once in {File}");

    private Regex Pattern() => new(
        string.Join(@"\s+", Find.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape)),
        RegexOptions.None,
        TimeSpan.FromSeconds(10));
}
