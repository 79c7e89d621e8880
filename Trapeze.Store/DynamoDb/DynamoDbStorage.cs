using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;

namespace Trapeze.Store.DynamoDb;

/// <summary>Facets in one DynamoDB table, for any number of processes.</summary>
/// <remarks>adr/0010. Nothing of a label that does not flow to the caller's is read, waited for or conflicted with.</remarks>
internal sealed class DynamoDbStorage : IFacetStorage
{
    private const string Policy = "policy";

    private readonly IPhysicalTable _physical;
    private readonly IReadOnlyList<StoredTable> _tables;
    private readonly FacetReads _reads;
    private readonly FacetWrites _writes;
    private readonly FacetTransactions _transactions;
    private readonly FacetPages _pages;
    private readonly EntryPages _entryPages;
    private readonly EntryBuild _entryBuild;
    private readonly FacetSweep _sweep;
    private readonly string _lease;
    private SourceMap? _sources;

    internal DynamoDbStorage(IPhysicalTable physical, IReadOnlyList<StoredTable> tables, IProtocolClock clock, TimeProvider time, TimeSpan lease, Func<Guid> newUid)
    {
        _physical = physical;
        _tables = tables;
        var microseconds = lease.Ticks / TimeSpan.TicksPerMicrosecond;
        _lease = $"lease {microseconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n";
        var occupancy = new Occupancy(physical, clock, microseconds);
        var maker = new FacetMaker(newUid);
        _reads = new FacetReads(physical, clock, occupancy);
        _writes = new FacetWrites(physical, clock, occupancy, _reads, maker);
        _transactions = new FacetTransactions(physical, clock, occupancy, _reads, _writes, maker);
        _pages = new FacetPages(physical, occupancy, _reads);
        _entryPages = new EntryPages(physical, occupancy, _reads);
        _entryBuild = new EntryBuild(physical, tables);
        _sweep = new FacetSweep(physical, tables, clock, time, _reads);
    }

    /// <exception cref="IOException">The table cannot be had.</exception>
    internal static DynamoDbStorage Open(DynamoDbBackend backend, IReadOnlyList<StoredTable> tables, TimeProvider time) =>
        new(TableConnection.Open(backend, time), tables, new SystemProtocolClock(time, backend.ClockUncertainty), time, backend.PlaceLease, Guid.NewGuid);

    private SourceMap Sources => Volatile.Read(ref _sources) ?? throw new PhysicalException("no policy has been adopted");

    public async ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight) =>
        (await _reads.NewestAsync(Sources, table, key, sight))?.Item;

    public ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        _pages.PageAsync(Sources, table, interval, sight, take);

    public Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
        _writes.WriteAsync(Sources, table, key, filing, isBlind: sight is null, decide);

    public ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take) =>
        _entryPages.PageAsync(Sources, index, interval, sight, take);

    public ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight) => _transactions.NewestAsync(Sources, keys, sight);

    public Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide) =>
        _transactions.WriteAsync(Sources, keys, sight, filing, decide);

    /// <summary>Notes the first order, and takes no other; makes the entries of indexes that were not declared before.</summary>
    public async Task AdoptAsync(Placement placement)
    {
        var mine = _lease + placement.OrderText;
        await _physical.LeaveNoteAsync(Policy, mine);
        if ((await _physical.ReadNotesAsync([Policy]))[0] is { } stored && stored != mine)
        {
            throw new PhysicalException(stored.StartsWith(_lease, StringComparison.Ordinal)
                ? "the table's facets are filed under another order of labels, and it takes no second one: a policy with other labels needs another table"
                : "the table is used with another lease, and all processes on it need the same");
        }

        var sources = new SourceMap(placement);
        await _entryBuild.EnsureAsync(sources);
        Volatile.Write(ref _sources, sources);
    }

    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken) =>
        Volatile.Read(ref _sources) is { } sources ? _sweep.StepAsync(sources, limit, cancellationToken) : Task.FromResult(0);

    public Task<SweepReport> InspectAsync(bool repairs, CancellationToken cancellationToken) => _sweep.InspectAsync(Sources, repairs, cancellationToken);

    public Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken) => FacetExport.EachAsync(_physical, Sources, _tables, take, cancellationToken);

    public void Dispose() => _physical.Dispose();
}
