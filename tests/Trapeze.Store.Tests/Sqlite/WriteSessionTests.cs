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
        var database = Schema.OpenForWriting(_store.Path);
        using var session = new WriteSession(database, new LabelRegister(), new PlaceDigest(Schema.Secret(database)), [_table]);
        var filing = new Placement(Retail).FilingOf(Retail.Label("public"));
        session.TryBegin(waits: true);
        session.Adopt(new Placement(Retail));
        session.Rollback();

        session.TryBegin(waits: true);
        Assert.Throws<StorageException>(() => session.File(_table, new FacetKey([1]), filing, [2]));
        session.Rollback();
    }
}
