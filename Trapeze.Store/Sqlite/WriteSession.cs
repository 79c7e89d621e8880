using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>The writer's connection: one transaction at a time.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Database _database;
    private readonly LabelRegister _labels;
    private readonly Session _reads;
    private readonly Dictionary<string, long> _newLabels = new(StringComparer.Ordinal);
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _clock;
    private readonly Statement _setClock;
    private readonly Statement _file;
    private readonly Statement _numberOf;
    private readonly Statement _newLabel;
    private long _sequence;
    private long _sequenceAtBegin;

    internal WriteSession(Database database, LabelRegister labels)
    {
        _database = database;
        _labels = labels;
        _reads = new Session(database, labels);
        // IMMEDIATE: a transaction that read first and wrote later could be refused when another process wrote in between.
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _clock = database.Prepare("SELECT seq FROM clock WHERE id = 1");
        _setClock = database.Prepare("UPDATE clock SET seq = ?1 WHERE id = 1");
        _file = database.Prepare("""
            INSERT INTO facet (at, hash, sort, seq, label, item) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET seq = ?4, label = ?5, item = ?6
            """);
        _numberOf = database.Prepare("SELECT id FROM label WHERE text = ?1");
        _newLabel = database.Prepare("INSERT INTO label (text) VALUES (?1) RETURNING id");
    }

    internal void Begin()
    {
        _begin.Run();
        _newLabels.Clear();
        _sequence = _sequenceAtBegin = Single(_clock) ?? throw new StorageException(0, "the clock is missing");
    }

    /// <summary>Makes everything since <see cref="Begin"/> durable.</summary>
    internal void Commit()
    {
        if (_sequence != _sequenceAtBegin)
        {
            _setClock.Bind(1, _sequence);
            _setClock.Run();
        }

        _commit.Run();
        foreach (var (text, number) in _newLabels)
        {
            _labels.Keep(number, text);
        }
    }

    /// <summary>Forgets everything since <see cref="Begin"/>.</summary>
    internal void Rollback()
    {
        try
        {
            _database.Execute("ROLLBACK");
        }
        catch (StorageException)
        {
            // SQLite rolls back by itself after some failures, and then there is nothing to roll back.
        }
    }

    internal byte[]? Newest(StoredTable table, FacetKey key, Sight sight) => _reads.NewestWithin(table, key, sight).Item;

    internal void File(StoredTable table, FacetKey key, Filing filing, byte[]? item)
    {
        _sequence++;
        _file.Bind(2, key.Hash);
        _file.Bind(3, key.Sort);
        _file.Bind(4, _sequence);
        _file.Bind(5, NumberOf(filing.Text));
        if (item is null)
        {
            _file.BindNull(6);
        }
        else
        {
            _file.Bind(6, item);
        }

        foreach (var place in filing.Places.Digests(table))
        {
            _file.Bind(1, place);
            _file.Run();
        }
    }

    public void Dispose()
    {
        _reads.Dispose();
        _database.Dispose();
    }

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
