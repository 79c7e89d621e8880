using System.Collections.Immutable;

namespace Trapeze.Mutants;

/// <summary>One single change to the code, which breaks one check.</summary>
/// <param name="Id">A short name, which no other mutant has.</param>
/// <param name="File">The file, from the repository's root.</param>
/// <param name="Find">The text that is replaced: it stands in the file exactly once, however its words are spaced.</param>
/// <param name="Replace">What it is replaced by.</param>
/// <param name="Breaks">What is lost with it.</param>
/// <param name="Harm">Whether anybody learns something.</param>
public sealed record Mutant(string Id, string File, string Find, string Replace, string Breaks, Harm Harm = Harm.Leak)
{
    /// <summary>Whether what a client sees over HTTP comes to depend on what is hidden from it: what the black box alone should find.</summary>
    public bool IsVisibleOutside { get; init; }

    /// <summary>The file whose tests should notice, if it is another than <see cref="File"/>.</summary>
    public string? Near { get; init; }

    /// <summary>Why no observer whatever can tell the mutant from what ships; <see langword="null"/> for every mutant that must die.</summary>
    public string? Equivalent { get; init; }

    /// <summary>What the change needs elsewhere in the same project to be made; it alone changes nothing.</summary>
    public ImmutableArray<Edit> With { get; init; } = [];

    /// <summary>All that is rewritten.</summary>
    public IEnumerable<Edit> Edits => With.Prepend(new Edit(File, Find, Replace));

    /// <summary>The name of the project that the file belongs to.</summary>
    public string Project => System.IO.Path.GetFileName(Folder);

    /// <summary>The folder of that project, from the repository's root.</summary>
    public string Folder
    {
        get
        {
            var parts = File.Split('/');
            return string.Join('/', parts.Take(parts[0] is "tests" ? 2 : 1));
        }
    }
}
