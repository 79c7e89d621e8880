using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.Sqlite;

/// <summary>Which indexes the file has the entries of, and of which attributes.</summary>
internal sealed class IndexRegister(Database database)
{
    private readonly HashSet<StoredIndex> _new = [];

    /// <summary>Whether it was declared just now, so that it has no entries yet.</summary>
    internal bool IsNew(StoredIndex index) => _new.Contains(index);

    /// <summary>Keeps the indexes of a table, gives up those that are no more, and gives their numbers.</summary>
    internal IEnumerable<(StoredIndex Index, long Number)> Declare(StoredTable table, long number)
    {
        var kept = Kept(number);
        foreach (var (name, (id, text)) in kept)
        {
            if (table.Indexes.FirstOrDefault(index => string.Equals(index.Name, name, StringComparison.Ordinal))?.Text != text)
            {
                database.Run("DELETE FROM entry WHERE idx = ?1", id);
                database.Run("DELETE FROM idx WHERE id = ?1", id);
            }
        }

        foreach (var index in table.Indexes)
        {
            if (kept.TryGetValue(index.Name, out var known) && known.Text == index.Text)
            {
                yield return (index, known.Id);
            }
            else
            {
                _new.Add(index);
                yield return (index, Add(index, number));
            }
        }
    }

    private Dictionary<string, (long Id, string Text)> Kept(long table)
    {
        var rows = database.Prepare("SELECT id, name, text FROM idx WHERE tbl = ?1");
        rows.Bind(1, table);
        Dictionary<string, (long, string)> kept = new(StringComparer.Ordinal);
        while (rows.Step())
        {
            kept.Add(rows.Text(1), (rows.Integer(0), rows.Text(2)));
        }

        database.Discard(rows);
        return kept;
    }

    private long Add(StoredIndex index, long table)
    {
        var add = database.Prepare("INSERT INTO idx (tbl, name, text) VALUES (?1, ?2, ?3) RETURNING id");
        add.Bind(1, table);
        add.Bind(2, index.Name);
        add.Bind(3, index.Text);
        var number = add.Step() ? add.Integer(0) : throw new StorageException(0, "the index was not kept");
        database.Discard(add);
        return number;
    }
}
