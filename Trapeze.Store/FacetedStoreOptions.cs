using System.Collections.Immutable;

namespace Trapeze.Store;

/// <summary>What a <see cref="FacetedStore"/> holds, and where.</summary>
public sealed class FacetedStoreOptions
{
    /// <summary>The tables; an operation on any other fails as DynamoDB's does on a table that is not there.</summary>
    public required ImmutableArray<TableDefinition> Tables { get; init; }

    /// <summary>Where the facets are kept.</summary>
    public required StoreBackend Backend { get; init; }

    /// <summary>Is told why the backend failed, at each failure; callers are told a constant. For the operator: it must not reach a function.</summary>
    public Action<IOException>? OnFailure { get; init; }

    /// <summary>The clock of the background sweep, of request tokens, and of items that end.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How often facets that no view can show any more are looked for; <see langword="null"/> for never.</summary>
    public TimeSpan? SweepEvery { get; init; }
}
