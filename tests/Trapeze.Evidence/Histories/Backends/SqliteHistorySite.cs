using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Trapeze.Store.Sqlite;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>A file, with triggers that make SQLite itself fail in the midst of a transaction.</summary>
internal sealed class SqliteHistorySite : IHistorySite
{
    // In memory where the system has such a folder: a sync costs nothing there, and the file is written in the same steps.
    private const string Memory = "/dev/shm";

    // Items all the same: other writes of the batch may read one before the batch fails.
    private static readonly byte[] FailsOwn = Poison("own"), FailsCopies = Poison("copies"), FailsCommit = Poison("commit"), FailsAll = Poison("all");

    // What fails: the label's own row; a copy, after others were written; the commit; a row, so that SQLite rolls all back by itself.
    private static readonly string Triggers = $"""
        CREATE TABLE whole (id INTEGER PRIMARY KEY);
        CREATE TABLE broken (id INTEGER REFERENCES whole (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER fail_own BEFORE INSERT ON facet WHEN NEW.item = {Literal(FailsOwn)} AND NEW.own = 1 BEGIN SELECT RAISE(ABORT, 'own row'); END;
        CREATE TRIGGER fail_copy BEFORE INSERT ON facet WHEN NEW.item IN ({Literal(FailsOwn)}, {Literal(FailsCopies)}) AND NEW.own = 0 BEGIN SELECT RAISE(ABORT, 'copy'); END;
        CREATE TRIGGER fail_commit BEFORE INSERT ON facet WHEN NEW.item IN ({Literal(FailsCopies)}, {Literal(FailsCommit)}) BEGIN INSERT INTO broken VALUES (1); END;
        CREATE TRIGGER fail_all BEFORE INSERT ON facet WHEN NEW.item = {Literal(FailsAll)} BEGIN SELECT RAISE(ROLLBACK, 'all'); END;
        """;

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(
        Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"trapeze-histories-{Guid.NewGuid():n}"));

    private readonly Lock _lock = new();
    private volatile string _path;
    private int _crashes;
    private Database? _other;
    private string? _othersPath;
    private bool _holds;
    private bool _isDisposed;

    public SqliteHistorySite()
    {
        _path = Path.Combine(_folder.FullName, "facets.db");
        Open(static storage => storage, static handler => handler).Dispose();
        using var database = new Database(_path);
        database.Execute(Triggers);
    }

    public IReadOnlyList<byte[]> Poisons { get; } = [FailsOwn, FailsCopies, FailsCommit, FailsAll];

    public bool StepsTakeTurns => false;

    public bool IsRepeatable => true;

    public FacetedStore Open(Func<IFacetStorage, IFacetStorage> over, Func<HttpMessageHandler, HttpMessageHandler> wire) => FacetedStore.Open(
        new FacetedStoreOptions
        {
            Tables = [new TableDefinition("Keys", new KeyDefinition("id", ScalarAttributeType.S), new KeyDefinition("at", ScalarAttributeType.N))],
            Backend = new SqliteBackend { Path = _path },
        },
        over);

    public IDisposable? Hold()
    {
        lock (_lock)
        {
            if (_holds)
            {
                return null;
            }

            if (_othersPath != _path)
            {
                _other?.Dispose();
                _other = new Database(_othersPath = _path);
                _other.WaitWhileBusy(false);
            }

            try
            {
                _other!.Execute("BEGIN IMMEDIATE");
            }
            catch (StorageException failure) when (failure.IsBusy)
            {
                return null;
            }

            _holds = true;
            return new Holding(this);
        }
    }

    public long Tail() => new FileInfo($"{_path}-wal") is { Exists: true, Length: var length } ? length : 0;

    public void Crash(long? tail, int choice)
    {
        var path = Path.Combine(_folder.FullName, $"facets{++_crashes}.db");
        // First the file: what a checkpoint moves into it meanwhile is still in the log.
        Copy(_path, path);
        Copy($"{_path}-wal", $"{path}-wal");
        if (tail is { } kept && new FileInfo($"{path}-wal") is { Exists: true, Length: var length } && length > kept)
        {
            using var log = new FileStream($"{path}-wal", FileMode.Open, FileAccess.Write);
            log.SetLength(kept + (choice % (length - kept + 1)));
        }

        _path = path;
    }

    public void ForgetTombstones()
    {
        using var database = new Database(_path);
        database.Execute("DELETE FROM facet WHERE item IS NULL");
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            _other?.Dispose();
            _folder.Delete(recursive: true);
        }
    }

    private static byte[] Poison(string name) => ItemCodec.Encode(new() { ["poison"] = new AttributeValue(name) });

    private static string Literal(byte[] item) => $"x'{Convert.ToHexString(item)}'";

    // Another process's locks are not in play: all connections of these files are this process's.
    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
            source.CopyTo(target);
        }
    }

    private void Release()
    {
        lock (_lock)
        {
            _other!.Execute("ROLLBACK");
            _holds = false;
        }
    }

    private sealed class Holding(SqliteHistorySite site) : IDisposable
    {
        private SqliteHistorySite? _site = site;

        public void Dispose() => Interlocked.Exchange(ref _site, null)?.Release();
    }
}
