using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.Sqlite;

/// <summary>The entries of secondary indexes, which follow the rows of facets: at each place each has the entries of its own item, and no other.</summary>
internal sealed class IndexEntries
{
    private readonly Database _database;
    private readonly Statement _add;
    private readonly Statement _remove;
    private readonly Dictionary<StoredIndex, long> _numbers;

    /// <summary>Declares the tables' indexes; those that are new, or were declared otherwise, get the entries of what is there.</summary>
    internal IndexEntries(Database database, IReadOnlyDictionary<long, StoredTable> tables)
    {
        _database = database;
        _add = database.Prepare("INSERT OR REPLACE INTO entry (at, idx, key, base, seq) VALUES (?1, ?2, ?3, ?4, ?5)");
        _remove = database.Prepare("DELETE FROM entry WHERE at = ?1 AND base = ?2");
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var register = new IndexRegister(database);
            _numbers = tables.SelectMany(each => register.Declare(each.Value, each.Key)).ToDictionary(each => each.Index, each => each.Number);
            foreach (var (number, table) in tables.Where(each => each.Value.Indexes.Any(register.IsNew)))
            {
                Build(table, number);
            }

            database.Execute("COMMIT");
        }
        catch
        {
            database.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary>The indexes' numbers in this file.</summary>
    internal IReadOnlyDictionary<StoredIndex, long> Numbers => _numbers;

    /// <summary>A row of a facet was written at a place.</summary>
    /// <param name="table">The facet's table.</param>
    /// <param name="place">The place.</param>
    /// <param name="key">The facet's key.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="item">Its item; <see langword="null"/> for a tombstone.</param>
    internal void Follow(StoredTable table, long place, FacetKey key, long sequence, byte[]? item)
    {
        if (table.Indexes.IsEmpty)
        {
            return;
        }

        Remove(table, place, key);
        foreach (var index in item is null ? [] : table.Indexes)
        {
            if (index.EntryOf(item!) is { } entry)
            {
                _add.Bind(1, place);
                _add.Bind(2, _numbers[index]);
                _add.Bind(3, entry.Bytes);
                _add.Bind(4, key.Bytes);
                _add.Bind(5, sequence);
                _add.Run();
            }
        }
    }

    /// <summary>A row of a facet was removed.</summary>
    internal void Remove(StoredTable table, long place, FacetKey key)
    {
        if (!table.Indexes.IsEmpty)
        {
            _remove.Bind(1, place);
            _remove.Bind(2, key.Bytes);
            _remove.Run();
        }
    }

    private void Build(StoredTable table, long number)
    {
        var rows = _database.Prepare("SELECT at, key, seq, item FROM facet WHERE tbl = ?1 AND item IS NOT NULL");
        rows.Bind(1, number);
        while (rows.Step())
        {
            Follow(table, rows.Integer(0), new FacetKey(rows.Blob(1).ToArray()), rows.Integer(2), rows.Blob(3).ToArray());
        }

        _database.Discard(rows);
    }
}
