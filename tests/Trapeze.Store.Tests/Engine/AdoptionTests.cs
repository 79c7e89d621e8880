using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Labels;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;
using Trapeze.Store.Sqlite;
using Trapeze.Store.Sweeping;
using Trapeze.Store.Transfer;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Engine;

/// <summary>The first operation of an order files everything under it, and waits for that.</summary>
public sealed class AdoptionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trapeze-adoption-");
    private readonly StoredTable _table = new(new TableDefinition("Plain", new KeyDefinition("id", ScalarAttributeType.S)), 0);
    private readonly FirstAdoptionFails _storage;
    private readonly List<IOException> _told = [];
    private readonly StoreEngine _engine;

    public AdoptionTests()
    {
        _storage = new FirstAdoptionFails(new SqliteStorage(Path.Combine(_folder.FullName, "facets.db"), [_table]));
        _engine = new StoreEngine([_table], StoredTable.OfTokens(1), _storage, TimeProvider.System, _told.Add);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task AnyOperation_AdoptionFailed_IsTriedAgainByTheNext()
    {
        await Assert.ThrowsAsync<InternalServerErrorException>(() => PutAsync(Retail));
        await PutAsync(Retail);
        await PutAsync(Retail);

        Assert.Equal("the disk is full", Assert.Single(_told).Message);
        Assert.Equal([Retail, Retail], _storage.Adopted);
    }

    [Fact]
    public async Task AnyOperation_AdoptionOfTheNewerOrderFailed_TriesThatOneAgain()
    {
        var newer = LabelOrder.CreateBuilder().Declare("public").Declare("staff").Below("public", "staff").Build();
        _storage.Fails = false;
        await PutAsync(Retail);
        _storage.Fails = true;
        await Assert.ThrowsAsync<InternalServerErrorException>(() => PutAsync(newer));
        await PutAsync(Retail);

        Assert.Equal([Retail, newer, newer], _storage.Adopted);
    }

    [Fact]
    public async Task AnyOperation_OrdersThatWereAdopted_AreNotAdoptedAgain()
    {
        var newer = LabelOrder.CreateBuilder().Declare("public").Declare("staff").Below("public", "staff").Build();
        _storage.Fails = false;
        foreach (var order in new[] { Retail, Retail, newer, Retail, newer })
        {
            await PutAsync(order);
        }

        Assert.Equal([Retail, newer], _storage.Adopted);
    }

    private async Task PutAsync(LabelOrder order) => await _engine.RunAsync(new PutItemRequest("Plain", Item("k", "v")), () => order.Label("public"));

    private sealed class FirstAdoptionFails(IFacetStorage storage) : IFacetStorage
    {
        public bool Fails { get; set; } = true;

        public List<LabelOrder> Adopted { get; } = [];

        public async Task AdoptAsync(Placement placement)
        {
            Adopted.Add(placement.Order);
            if (Fails)
            {
                Fails = false;
                throw new IOException("the disk is full");
            }

            await storage.AdoptAsync(placement);
        }

        public ValueTask<byte[]?> NewestAsync(StoredTable table, FacetKey key, Sight sight) => storage.NewestAsync(table, key, sight);

        public ValueTask PageAsync(StoredTable table, KeyInterval interval, Sight sight, Func<byte[], bool> take) => storage.PageAsync(table, interval, sight, take);

        public Task<T> WriteAsync<T>(StoredTable table, FacetKey key, Sight? sight, Filing filing, Func<byte[]?, WriteDecision<T>> decide) =>
            storage.WriteAsync(table, key, sight, filing, decide);

        public ValueTask<IReadOnlyList<byte[]?>> NewestOfAllAsync(IReadOnlyList<TableKey> keys, Sight sight) => storage.NewestOfAllAsync(keys, sight);

        public Task<T> WriteAllAsync<T>(IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide) =>
            storage.WriteAllAsync(keys, sight, filing, decide);

        public ValueTask PageOfIndexAsync(StoredIndex index, KeyInterval interval, Sight sight, Func<byte[], bool> take) => storage.PageOfIndexAsync(index, interval, sight, take);

        public Task EachAsync(Action<FacetCopy> take, CancellationToken cancellationToken) => storage.EachAsync(take, cancellationToken);

        public Task<SweepReport> InspectAsync(bool repairs, CancellationToken cancellationToken) => storage.InspectAsync(repairs, cancellationToken);

        public Task<int> SweepAsync(int limit, CancellationToken cancellationToken) => storage.SweepAsync(limit, cancellationToken);

        public void Dispose() => storage.Dispose();
    }
}
