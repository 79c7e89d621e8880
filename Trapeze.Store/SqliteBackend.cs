using System.Collections.Immutable;

namespace Trapeze.Store;

/// <summary>Facets in one SQLite file: durable, no server.</summary>
public sealed class SqliteBackend : StoreBackend
{
    /// <summary>The file's path; its folder exists.</summary>
    public required string Path { get; init; }

    /// <inheritdoc/>
    public override ImmutableArray<string> Problems() => string.IsNullOrWhiteSpace(Path) ? [$"{nameof(Path)} names no file"] : [];
}
