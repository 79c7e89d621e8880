namespace Trapeze.Mutants.Workers;

/// <summary>Names a level.</summary>
/// <param name="Folder">The folder that it lives in, which it shares with what looks at the same thing: a column of the table.</param>
/// <param name="Name">Its own name.</param>
internal sealed record LevelName(string Folder, string Name)
{
    /// <summary>Where the projects' own tests are, as levels.</summary>
    internal const string Tests = "Tests";

    private const char Between = '/';

    internal static LevelName Parse(string text)
    {
        var at = text.IndexOf(Between, StringComparison.Ordinal);
        return new LevelName(text[..at], text[(at + 1)..]);
    }

    /// <summary>Whether the level runs the code that the mutant changes.</summary>
    internal bool Runs(Mutant mutant) => Folder switch
    {
        Tests => string.Equals(Name, $"{mutant.Project}.Tests", StringComparison.Ordinal),
        "Protocols" => IsOfDynamoDb(mutant),

        // Its kernel decides, which its own tests ask; no level runs it.
        _ when mutant.Project is "Trapeze.Sandbox" => false,
        _ => !IsOfDynamoDb(mutant) && Runs(mutant.Project),
    };

    // The others keep their facets in SQLite.
    private static bool IsOfDynamoDb(Mutant mutant) => mutant.File.Contains("/DynamoDb/", StringComparison.Ordinal);

    private bool Runs(string project) => Folder switch
    {
        "Properties" or "Exhaustive" => project is "Trapeze.ReferenceMachine",
        "Lockstep" => project is not "Trapeze.Shim",
        "Histories" => project is "Trapeze.Core" or "Trapeze.Store",
        _ => project is not "Trapeze.ReferenceMachine",
    };

    public override string ToString() => $"{Folder}{Between}{Name}";
}
