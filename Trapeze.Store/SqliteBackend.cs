namespace Trapeze.Store;

/// <summary>Facets in one SQLite file: durable, no server.</summary>
public sealed class SqliteBackend : StoreBackend
{
    /// <summary>The file's path; its folder exists.</summary>
    public required string Path { get; init; }
}
