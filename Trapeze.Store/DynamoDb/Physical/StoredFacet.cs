using System.Collections.Immutable;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A facet as it is stored, in its cell or as a copy in an inbox.</summary>
internal sealed record StoredFacet
{
    /// <summary>Its own, whatever else is written.</summary>
    internal required Guid Uid { get; init; }

    /// <summary>Its label's canonical text.</summary>
    internal required string Label { get; init; }

    /// <summary>The cell that it was written to.</summary>
    internal required string Origin { get; init; }

    /// <summary>Its number in that cell: microseconds since 1970 by its writer's clock, or more if the writer saw as much.</summary>
    /// <remarks>Invariant: grows with each write to the cell, and is more than that of every facet that its writer read.</remarks>
    internal required long Number { get; init; }

    /// <summary>How far its writer saw, for each source that it looks at; a copy's has the copy itself too.</summary>
    internal required Basis Basis { get; init; }

    /// <summary>The number of the facet that was the newest to its writer; 0 if there was none.</summary>
    internal long ViewNumber { get; init; }

    /// <summary>That facet's label.</summary>
    internal string? ViewLabel { get; init; }

    /// <summary>The facets before it in its cell, newest first, as many as are kept.</summary>
    internal ImmutableArray<Guid> History { get; init; } = [];

    /// <summary>In an inbox: how many copies have arrived with it.</summary>
    internal long Arrival { get; init; }

    /// <summary>The item; <see langword="null"/> for a tombstone.</summary>
    internal required byte[]? Item { get; init; }

    internal bool Was(Guid uid) => Uid == uid || History.Contains(uid);

    /// <summary>The same facet as the copy that arrives at an inbox.</summary>
    internal StoredFacet Arriving(long arrival) => this with { Basis = Basis.With(Origin, Number), History = [], Arrival = arrival };
}
