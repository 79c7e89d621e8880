using Amazon.DynamoDBv2;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Store.Client;
using Trapeze.Store.DynamoDb;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;
using Trapeze.Store.Sqlite;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;

namespace Trapeze.Store;

/// <summary>The faceted store behind a genuine DynamoDB client: every client sees the view of one label and nothing else.</summary>
/// <remarks>semantics §3. Safe for concurrent use, by several processes on one file too.</remarks>
public sealed class FacetedStore : IAsyncDisposable, IDisposable
{
    private readonly IFacetStorage _storage;
    private readonly IReadOnlyList<StoredTable> _tables;
    private readonly StoreEngine _engine;
    private readonly Action<IOException>? _onFailure;
    private readonly ITimer? _sweep;
    private int _sweeping;

    private FacetedStore(IFacetStorage storage, IReadOnlyList<StoredTable> tables, StoreEngine engine, FacetedStoreOptions options)
    {
        _storage = storage;
        _tables = tables;
        _engine = engine;
        _onFailure = options.OnFailure;
        if (options.SweepEvery is { } period)
        {
            _sweep = options.TimeProvider.CreateTimer(_ => _ = SweepInBackgroundAsync(), state: null, period, period);
        }
    }

    /// <summary>Opens the store, and creates what it keeps its facets in if that is not there.</summary>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    /// <exception cref="IOException">The backend cannot be opened; the message says why, for people.</exception>
    public static FacetedStore Open(FacetedStoreOptions options) => Open(options, static storage => storage);

    /// <summary>Opens the store over what <paramref name="over"/> makes of the backend's storage.</summary>
    /// <inheritdoc cref="Open(FacetedStoreOptions)"/>
    internal static FacetedStore Open(FacetedStoreOptions options, Func<IFacetStorage, IFacetStorage> over)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Backend?.Problems() is [_, ..] problems)
        {
            throw new ArgumentException($"the backend cannot be used: {string.Join("; ", problems)}", nameof(options));
        }

        var tables = options.Tables.IsDefault ? throw new ArgumentException("the tables are missing", nameof(options))
            : options.Tables.Select((definition, index) => new StoredTable(definition, index)).ToList();
        if (tables.DistinctBy(table => table.Name, StringComparer.Ordinal).Count() < tables.Count)
        {
            throw new ArgumentException("a table is defined twice", nameof(options));
        }

        var tokens = StoredTable.OfTokens(tables.Count);
        var storage = over(options.Backend switch
        {
            SqliteBackend sqlite => new SqliteStorage(sqlite.Path, [.. tables, tokens], options.TimeProvider),
            DynamoDbBackend dynamoDb => DynamoDbStorage.Open(dynamoDb, [.. tables, tokens], options.TimeProvider),
            _ => throw new ArgumentException("the backend is missing", nameof(options)),
        });
        return new FacetedStore(storage, tables, new StoreEngine(tables, tokens, storage, options.TimeProvider, options.OnFailure), options);
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

    /// <summary>Files everything under <paramref name="order"/>, what is there already and what comes. For the trusted base.</summary>
    /// <remarks>
    /// The first operation at a label of an order that was never used does the same, and waits for it; labels of an older order go on, and are
    /// shown what both orders show. A host that calls it with the first policy and with every later one need not care whether an activation of
    /// an older policy, which had not used the store before, could be the first. A facet whose label the order cannot express is invisible, and comes back with an order
    /// that can. Processes that share a file run the same policy: writes of one that files under another are refused.
    /// </remarks>
    /// <exception cref="IOException">The backend failed.</exception>
    public Task AdoptAsync(LabelOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return _engine.AdoptAsync(order);
    }

    /// <summary>Removes up to <paramref name="limit"/> facets that no view can show any more. For the trusted base only.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="IOException">The backend failed.</exception>
    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return _storage.SweepAsync(limit, cancellationToken);
    }

    /// <summary>Goes through all facets and says which are due to be removed or delivered, and whether the embedded file is whole. For the trusted base only.</summary>
    /// <param name="order">The order of labels that they are filed under.</param>
    /// <param name="repairs">Whether what is due is done, as <see cref="SweepAsync"/> does it.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="IOException">The backend failed.</exception>
    public async Task<SweepReport> InspectAsync(LabelOrder order, bool repairs, CancellationToken cancellationToken = default)
    {
        await AdoptAsync(order);
        return await _storage.InspectAsync(repairs, cancellationToken);
    }

    /// <summary>Writes every facet that a view may show to <paramref name="lines"/>: of all labels, in the clear. For the trusted base only, while nobody writes.</summary>
    /// <returns>How many facets there are.</returns>
    /// <exception cref="InvalidDataException">The store holds facets of a table that is not declared.</exception>
    /// <exception cref="IOException">The backend failed.</exception>
    public async Task<long> ExportAsync(LabelOrder order, TextWriter lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return await (await TransferAsync(order)).ExportAsync(lines, cancellationToken);
    }

    /// <summary>Writes the facets of an export, those of a key one after another: then every label sees what it saw in the store that was exported, if nothing was here before. For the trusted base only, while nobody else writes.</summary>
    /// <param name="order">The order of labels.</param>
    /// <param name="lines">What <see cref="ExportAsync"/> wrote, from its beginning.</param>
    /// <param name="behind">How many facets an import that broke off had written, as <paramref name="progress"/> was told last; they are passed over.</param>
    /// <param name="takesOtherLabels">Whether the export may be of another order, whose labels this one has too: its facets are then judged by this one, in the order in which they were written there.</param>
    /// <param name="progress">Is told, now and then, how many facets are there.</param>
    /// <param name="cancellationToken">Breaks off between two facets.</param>
    /// <returns>How many facets the export has.</returns>
    /// <exception cref="InvalidDataException">The export is not whole, of another order of labels, or of what cannot be kept here; as much as <paramref name="progress"/> was told of is there.</exception>
    /// <exception cref="IOException">The backend failed.</exception>
    public async Task<long> ImportAsync(LabelOrder order, TextReader lines, long behind = 0, bool takesOtherLabels = false, Action<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfNegative(behind);
        return await (await TransferAsync(order)).ImportAsync(lines, behind, takesOtherLabels, progress, cancellationToken);
    }

    /// <summary>Says where this store and another, of the same tables, do not show every label in use, and every one that the order declares by name, the same. For the trusted base only, while nobody writes.</summary>
    /// <returns>A line for each label and table that differs.</returns>
    /// <exception cref="IOException">A backend failed.</exception>
    public async Task<IReadOnlyList<string>> CompareAsync(FacetedStore other, LabelOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        return await (await TransferAsync(order)).CompareAsync(await other.TransferAsync(order), cancellationToken);
    }

    /// <summary>Finishes the writes that are queued and closes the backend.</summary>
    public void Dispose()
    {
        _sweep?.Dispose();
        _storage.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The names of a declared table's key attributes.</summary>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    internal IEnumerable<string> KeyNames(string table) =>
        _tables.FirstOrDefault(each => each.Name == table)?.Schema.Attributes.Select(attribute => attribute.Name) ?? throw new ArgumentException($"there is no table `{table}`", nameof(table));

    private async Task<FacetTransfer> TransferAsync(LabelOrder order)
    {
        await AdoptAsync(order);
        return new FacetTransfer(_storage, _tables, new Placement(order));
    }

    private async Task SweepInBackgroundAsync()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) == 1)
        {
            return;
        }

        try
        {
            await _storage.SweepAsync(int.MaxValue, CancellationToken.None);
        }
        catch (IOException reason)
        {
            // What was not removed now is removed later.
            _onFailure?.Invoke(reason);
        }
        catch (ObjectDisposedException)
        {
            // The store is closing.
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }
}
