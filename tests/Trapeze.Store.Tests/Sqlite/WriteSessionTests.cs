using Trapeze.Store.Engine;
using Trapeze.Store.Places;
using Trapeze.Store.Sqlite;
using static Trapeze.Store.Tests.TemporaryStore;

namespace Trapeze.Store.Tests.Sqlite;

public sealed class WriteSessionTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly StoredTable _table = new(new TableDefinition("Plain", new KeyDefinition("id", Amazon.DynamoDBv2.ScalarAttributeType.S)), 0);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void TryBegin_FileIsLocked_LeavesTheAdoptedOrderInForce()
    {
        using var other = Schema.OpenForWriting(_store.Path);
        var database = Schema.OpenForWriting(_store.Path);
        database.Execute("PRAGMA busy_timeout = 0");
        using var session = new WriteSession(database, new LabelRegister(), new PlaceDigest(Schema.Secret(database)), [_table]);
        var placement = new Placement(Retail);
        var filing = placement.FilingOf(Retail.Label("public"));
        session.TryBegin(waits: true);
        session.Adopt(placement);
        session.Commit();

        other.Execute("BEGIN IMMEDIATE");
        Assert.Throws<StorageException>(() => session.TryBegin(waits: true));
        Assert.False(session.TryBegin(waits: false));
        session.Rollback();
        other.Execute("ROLLBACK");

        session.TryBegin(waits: true);
        session.File(_table, new FacetKey([1]), filing, [2]);
        Assert.Equal([2], session.Newest(_table, new FacetKey([1]), placement.SightOf(Retail.Label("public"))));
        session.Commit();
    }

    [Fact]
    public void Rollback_AfterAdoption_ForgetsIt()
    {
        using var session = Session();
        var filing = new Placement(Retail).FilingOf(Retail.Label("public"));
        session.TryBegin(waits: true);
        session.Adopt(new Placement(Retail));
        session.Rollback();

        session.TryBegin(waits: true);
        Assert.Throws<StorageException>(() => session.File(_table, new FacetKey([1]), filing, [2]));
        session.Rollback();
    }

    [Fact]
    public void Rollback_OfANewLabel_GivesItsNumberBack()
    {
        using var session = Session();
        var placement = new Placement(Retail);
        var (alice, bob) = (Retail.Label("client", "alice"), Retail.Label("client", "bob"));
        session.TryBegin(waits: true);
        session.Adopt(placement);
        session.Commit();
        session.TryBegin(waits: true);
        session.File(_table, new FacetKey([1]), placement.FilingOf(alice), [1]);
        Assert.Equal([1], session.Newest(_table, new FacetKey([1]), placement.SightOf(alice)));
        session.Rollback();
        session.TryBegin(waits: true);
        session.File(_table, new FacetKey([2]), placement.FilingOf(bob), [2]);
        session.Commit();

        session.TryBegin(waits: true);
        session.File(_table, new FacetKey([1]), placement.FilingOf(alice), [1]);
        Assert.Equal([1], session.Newest(_table, new FacetKey([1]), placement.SightOf(alice)));
        session.Rollback();
    }

    [Fact]
    public async Task Apply_DecisionThatThrows_IsItsOwnCallersAffair()
    {
        using var session = Session();
        var placement = new Placement(Retail);
        var failing = new PendingDecision<int>(
            _table, new FacetKey([1]), sight: null, placement.FilingOf(Retail.Label("public")), _ => throw new InvalidOperationException("mine"));
        session.TryBegin(waits: true);
        session.Adopt(placement);
        failing.Apply(session);
        session.Commit();
        failing.Acknowledge();

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing.Task)).Message);
    }

    [Fact]
    public async Task Add_FileThatIsFull_FailsTheWriteAndNoLaterOne()
    {
        var database = Schema.OpenForWriting(_store.Path);
        database.Execute($"PRAGMA max_page_count = {database.Scalar("PRAGMA page_count") + 10}");
        using var writer = new Writer(new WriteSession(database, new LabelRegister(), new PlaceDigest(Schema.Secret(database)), [_table]));
        var placement = new Placement(Retail);
        var adopt = new PendingWork<bool>("", session => session.Adopt(placement));
        var large = Put(placement, new byte[100_000]);
        var small = Put(placement, [1]);
        writer.Add(adopt);
        await adopt.Task;

        writer.Add(large);
        Assert.Equal(SQLitePCL.raw.SQLITE_FULL, (await Assert.ThrowsAsync<StorageException>(() => large.Task)).Code);
        writer.Add(small);
        Assert.True(await small.Task);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_IsAcknowledgedOnlyWhenItsTransactionHasEnded(bool alone)
    {
        using var other = Schema.OpenForWriting(_store.Path);
        other.Execute("PRAGMA busy_timeout = 0");
        using var writer = new Writer(Session());
        var witness = new Witness(other);

        if (alone)
        {
            writer.Write(witness);
        }
        else
        {
            writer.Add(witness);
        }

        Assert.True(await witness.FileWasFree.Task);
    }

    private PendingDecision<bool> Put(Placement placement, byte[] item) => new(
        _table, new FacetKey([1]), sight: null, placement.FilingOf(Retail.Label("public")), _ => WriteDecision<bool>.Write(item, result: true));

    private WriteSession Session()
    {
        var database = Schema.OpenForWriting(_store.Path);
        return new(database, new LabelRegister(), new PlaceDigest(Schema.Secret(database)), [_table]);
    }

    /// <summary>Looks, at the moment when its caller would be told, whether another process could write.</summary>
    private sealed class Witness(Database other) : PendingWrite("")
    {
        internal TaskCompletionSource<bool> FileWasFree { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal override void Apply(WriteSession session) => session.Adopt(new Placement(Retail));

        internal override void Acknowledge()
        {
            try
            {
                other.Execute("BEGIN IMMEDIATE");
                other.Execute("ROLLBACK");
                FileWasFree.SetResult(true);
            }
            catch (StorageException)
            {
                FileWasFree.SetResult(false);
            }
        }

        internal override void Fail(Exception reason) => FileWasFree.SetException(reason);
    }
}
