using Amazon.DynamoDBv2;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Store.Client;
using Trapeze.Store.Engine;
using Trapeze.Store.Sqlite;

namespace Trapeze.Store;

/// <summary>The faceted store behind a genuine DynamoDB client: every client sees the view of one label and nothing else.</summary>
/// <remarks>semantics §3. Safe for concurrent use, by several processes on one file too.</remarks>
public sealed class FacetedStore : IAsyncDisposable, IDisposable
{
    private readonly IFacetStorage _storage;
    private readonly StoreEngine _engine;

    private FacetedStore(IFacetStorage storage, StoreEngine engine)
    {
        _storage = storage;
        _engine = engine;
    }

    /// <summary>Opens the store, and creates what it keeps its facets in if that is not there.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    /// <exception cref="IOException">The backend cannot be opened.</exception>
    public static FacetedStore Open(FacetedStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var tables = options.Tables.IsDefault ? throw new ArgumentException("the tables are missing", nameof(options))
            : options.Tables.Select((definition, index) => new StoredTable(definition, index)).ToList();
        if (tables.DistinctBy(table => table.Name).Count() < tables.Count)
        {
            throw new ArgumentException("a table is defined twice", nameof(options));
        }

        IFacetStorage storage = options.Backend switch
        {
            SqliteBackend sqlite => new SqliteStorage(sqlite.Path),
            _ => throw new ArgumentException("the backend is missing", nameof(options)),
        };
        return new FacetedStore(storage, new StoreEngine(tables, storage));
    }

    /// <summary>A client that sees, at every call, the view of the activation's label of that moment, and writes at it.</summary>
    /// <remarks>Each client is its own object throughout: nothing that it lets a function reach is shared with another's.</remarks>
    public AmazonDynamoDBClient ClientFor(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new FacetedClient(_engine, () => activation.Label);
    }

    /// <summary>A client that always sees and writes at <paramref name="label"/>. For the trusted base only: release, seeds, tests.</summary>
    public AmazonDynamoDBClient ClientAt(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return new FacetedClient(_engine, () => label);
    }

    /// <summary>Finishes the writes that are queued and closes the backend.</summary>
    public void Dispose() => _storage.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
