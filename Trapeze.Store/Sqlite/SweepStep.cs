namespace Trapeze.Store.Sqlite;

/// <summary>What a step of the sweep did.</summary>
/// <param name="Removed">How many facets it removed.</param>
/// <param name="AtEnd">Whether it came to the end of the file; the next one starts over.</param>
internal readonly record struct SweepStep(int Removed, bool AtEnd);
