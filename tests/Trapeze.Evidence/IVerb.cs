namespace Trapeze.Evidence;

/// <summary>A run at length, a command of its own: <c>dotnet run -c Release --project tests/Trapeze.Evidence -- name</c>.</summary>
public interface IVerb
{
    string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    string Shows { get; }

    /// <summary>Runs it and writes what it measured.</summary>
    /// <returns>Whether everything held.</returns>
    Task<bool> RunAsync(IReadOnlyList<string> arguments, TextWriter output);
}
