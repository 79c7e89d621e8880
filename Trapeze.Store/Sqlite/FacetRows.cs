using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Writes the rows of facets, one for each place, and what follows them.</summary>
internal sealed class FacetRows(Database database, PlaceDigest digest, IndexEntries entries, IReadOnlyDictionary<long, StoredTable> tables)
{
    private readonly Statement _file = database.Prepare("""
        INSERT INTO facet (at, key, tbl, own, seq, label, item) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET tbl = ?3, own = ?4, seq = ?5, label = ?6, item = ?7 WHERE ?5 > seq
        """);

    /// <summary>Writes a facet's rows; at a place that has a newer one of the key, it stays.</summary>
    internal void Insert(Filing filing, long[] places, FacetKey key, long sequence, long table, long label, byte[]? item)
    {
        _file.Bind(2, key.Bytes);
        _file.Bind(3, table);
        _file.Bind(5, sequence);
        _file.Bind(6, label);
        if (item is null)
        {
            _file.BindNull(7);
        }
        else
        {
            _file.Bind(7, item);
        }

        var declared = tables.GetValueOrDefault(table);
        for (var i = 0; i < places.Length; i++)
        {
            _file.Bind(1, places[i]);
            _file.Bind(4, i == filing.OwnIndex ? 1 : 0);
            _file.Run();
            if (declared is { Indexes.IsEmpty: false } && database.Changes > 0)
            {
                entries.Follow(declared, places[i], key, sequence, item);
            }
        }
    }

    /// <summary>Files every facet's own row again; rows that meet at a place leave the newest.</summary>
    internal void Refile(Placement placement)
    {
        ForgetEntries();
        database.Execute("ALTER TABLE facet RENAME TO refiled;" + Schema.CreateFacet);
        var rows = database.Prepare("""
            SELECT key, tbl, seq, label, item, (SELECT text FROM label WHERE id = label), (SELECT name FROM tbl WHERE id = tbl)
            FROM refiled WHERE own = 1
            """);
        try
        {
            while (rows.Step())
            {
                var filing = placement.FilingOfText(rows.Text(5));
                var name = rows.Text(6);
                Insert(
                    filing,
                    [.. filing.Places.Texts.Select(place => digest.Of(name, place))],
                    new FacetKey(rows.Blob(0).ToArray()),
                    rows.Integer(2),
                    rows.Integer(1),
                    rows.Integer(3),
                    rows.IsNull(4) ? null : rows.Blob(4).ToArray());
            }
        }
        finally
        {
            database.Discard(rows);
        }

        database.Execute("DROP TABLE refiled");
    }

    // They are made anew with their facets; those of tables that nobody declares now, when somebody does.
    private void ForgetEntries()
    {
        database.Execute("DELETE FROM entry");
        var rows = database.Prepare("SELECT id FROM tbl");
        var others = new List<long>();
        while (rows.Step())
        {
            if (!tables.ContainsKey(rows.Integer(0)))
            {
                others.Add(rows.Integer(0));
            }
        }

        database.Discard(rows);
        others.ForEach(table => database.Run("DELETE FROM idx WHERE tbl = ?1", table));
    }
}
