using System.Collections.Immutable;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Files;
using Trapeze.Store;

namespace Trapeze.Shim.Programs;

/// <summary>Where this host keeps what is of all labels: no run is given any of it.</summary>
internal sealed class ClosedPlaces(SettledOptions settled, IEnumerable<StoreChoice> stores)
{
    private readonly ImmutableArray<(string Path, string Name)> _places =
    [
        (settled.Value.DataFolder, "the data folder"),
        .. (stores.LastOrDefault()?.Backend as SqliteBackend) is { } file ? ((string, string)[])[.. new[] { "", "-wal", "-shm", "-journal" }.Select(suffix => (file.Path + suffix, "the store"))] : [],
    ];

    /// <summary>Which of them is reached by a path without links, for people; <see langword="null"/> if none is.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    internal string? ReachedBy(string path) => _places.FirstOrDefault(place => FinalPath.Overlap(path, FinalPath.Of(place.Path))).Name;
}
