using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>The writer's connection: one transaction at a time.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Database _database;
    private readonly LabelRegister _labels;
    private readonly PlaceDigest _digest;
    private readonly Session _reads;
    private readonly Dictionary<string, long> _newLabels = new(StringComparer.Ordinal);
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _clock;
    private readonly Statement _setClock;
    private readonly Statement _numberOf;
    private readonly Statement _newLabel;
    private readonly long[] _tables;
    private readonly IndexEntries _entries;
    private readonly FacetRows _rows;
    private readonly Sweeper _sweeper;
    private Placement? _placement;
    private Placement? _placementAtBegin;
    private long _sequence;
    private long _sequenceAtBegin;

    internal WriteSession(Database database, LabelRegister labels, PlaceDigest digest, IReadOnlyList<StoredTable> tables, TimeProvider? clock = null)
    {
        _database = database;
        _labels = labels;
        _digest = digest;
        // IMMEDIATE: a transaction that read first and wrote later could be refused when another process wrote in between.
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _clock = database.Prepare("SELECT seq, filed_under FROM clock WHERE id = 1");
        _setClock = database.Prepare("UPDATE clock SET seq = ?1, filed_under = ?2 WHERE id = 1");
        _numberOf = database.Prepare("SELECT id FROM label WHERE text = ?1");
        _newLabel = database.Prepare("INSERT INTO label (text) VALUES (?1) RETURNING id");
        _tables = [.. tables.Select(TableNumber)];
        var byNumber = tables.ToDictionary(table => _tables[table.Index]);
        _entries = new IndexEntries(database, byNumber);
        _rows = new FacetRows(database, digest, _entries, byNumber);
        _reads = new Session(database, labels, digest, _entries.Numbers, isWriters: true);
        _sweeper = new Sweeper(database, _reads, _entries, byNumber, clock ?? TimeProvider.System);
    }

    /// <summary>The numbers of the indexes.</summary>
    internal IReadOnlyDictionary<StoredIndex, long> Indexes => _entries.Numbers;

    /// <summary>Starts a transaction.</summary>
    /// <param name="waits">Whether to wait while another process writes.</param>
    /// <returns>Whether there is one; otherwise another process is writing.</returns>
    internal bool TryBegin(bool waits)
    {
        // First of all: if the file stays locked, the rollback that follows must not bring back an older one.
        _placementAtBegin = _placement;
        if (!TryLock(waits))
        {
            return false;
        }

        _newLabels.Clear();
        try
        {
            _sequence = _sequenceAtBegin = _clock.Step() ? _clock.Integer(0) : throw new StorageException(0, "the clock is missing");
            FiledUnder = _clock.Text(1);
            return true;
        }
        finally
        {
            _clock.Reset();
        }
    }

    /// <summary>The order that the file's places were worked out under; empty for a new file.</summary>
    internal string FiledUnder { get; private set; } = "";

    /// <summary>Makes everything since <see cref="TryBegin"/> durable.</summary>
    internal void Commit()
    {
        if (_sequence != _sequenceAtBegin || _placement != _placementAtBegin)
        {
            _setClock.Bind(1, _sequence);
            _setClock.Bind(2, FiledUnder);
            _setClock.Run();
        }

        _commit.Run();
        foreach (var (text, number) in _newLabels)
        {
            _labels.Keep(number, text);
        }
    }

    /// <summary>Forgets everything since <see cref="TryBegin"/>.</summary>
    internal void Rollback()
    {
        _placement = _placementAtBegin;
        try
        {
            _database.Execute("ROLLBACK");
        }
        catch (StorageException)
        {
            // SQLite rolls back by itself after some failures, and then there is nothing to roll back.
        }
    }

    /// <summary>The newest item in sight, at the places that count now: the policy may have changed since the write was queued.</summary>
    internal byte[]? Newest(StoredTable table, FacetKey key, Sight sight) =>
        _reads.NewestWithin(table, key, _placement?.SightOf(sight.Label) ?? sight).Item;

    /// <summary>Files a facet as the newest of its key.</summary>
    /// <exception cref="StorageException">Another process files under another policy: what this one writes might not be found.</exception>
    internal void File(StoredTable table, FacetKey key, Filing filing, byte[]? item)
    {
        if (_placement is null || !FilesAsTheFileDoes(_placement))
        {
            throw new StorageException(0, "another process has filed the facets under another policy");
        }

        if (filing.Order != _placement.Order)
        {
            filing = _placement.FilingOfText(filing.Text);
        }

        _rows.Insert(filing, filing.Places.Digests(table, _digest), key, ++_sequence, _tables[table.Index], NumberOf(filing.Text), item);
    }

    /// <summary>From now on facets are filed under <paramref name="placement"/>, and those that are there already too.</summary>
    internal bool Adopt(Placement placement)
    {
        if (FiledUnder.Length > 0 && !FilesAsTheFileDoes(placement))
        {
            _rows.Refile(placement);

            // Places that were empty may no longer be: whoever remembers them looks again.
            _sequence++;
        }

        _placement = placement;
        FiledUnder = placement.OrderText;
        return true;
    }

    /// <summary>Looks for dead facets, if this process can tell: what one policy shows no more may be alive under the file's.</summary>
    internal SweepStep Sweep(SweepCursor behind, int limit, bool repairs) =>
        _placement is not null && FilesAsTheFileDoes(_placement) ? _sweeper.Step(_placement, behind, limit, repairs) : new SweepStep(0, 0, 0, Behind: null);

    public void Dispose()
    {
        _reads.Dispose();
        _database.Dispose();
    }

    private bool TryLock(bool waits)
    {
        if (waits)
        {
            _begin.Run();
            return true;
        }

        _database.WaitWhileBusy(false);
        try
        {
            _begin.Run();
            return true;
        }
        catch (StorageException failure) when (failure.IsBusy)
        {
            return false;
        }
        finally
        {
            _database.WaitWhileBusy(true);
        }
    }

    private bool FilesAsTheFileDoes(Placement placement) => string.Equals(placement.OrderText, FiledUnder, StringComparison.Ordinal);

    private long NumberOf(string text)
    {
        if (_labels.TryGetNumber(text, out var number) || _newLabels.TryGetValue(text, out number))
        {
            return number;
        }

        _numberOf.Bind(1, text);
        _newLabel.Bind(1, text);
        return _newLabels[text] = Single(_numberOf) ?? Single(_newLabel) ?? throw new StorageException(0, "the label was not kept");
    }

    private long TableNumber(StoredTable table)
    {
        var add = _database.Prepare("INSERT OR IGNORE INTO tbl (name) VALUES (?1)");
        var find = _database.Prepare("SELECT id FROM tbl WHERE name = ?1");
        add.Bind(1, table.Name);
        find.Bind(1, table.Name);
        add.Run();
        var number = Single(find) ?? throw new StorageException(0, "the table was not kept");
        _database.Discard(add);
        _database.Discard(find);
        return number;
    }

    private static long? Single(Statement statement)
    {
        try
        {
            return statement.Step() ? statement.Integer(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
