using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Goes round the file in small steps and removes facets that no view can show any more.</summary>
/// <remarks>
/// A facet of label F is dead when the view at F itself has a newer one: everyone who sees F sees that. A write cannot remove it, because the
/// writer may not see what is above it. Tombstones stay: whether one still hides an older facet cannot be told from its own view.
/// </remarks>
internal sealed class Sweeper(Database database, Session reads, IReadOnlyList<StoredTable> tables, long[] numbers)
{
    private const int LookedAt = 128;

    private readonly Statement _rows = database.Prepare(
        "SELECT at, hash, sort, tbl, seq, (SELECT text FROM label WHERE id = label) FROM facet WHERE (at, hash, sort) > (?1, ?2, ?3) ORDER BY at, hash, sort LIMIT ?4");

    private readonly Statement _remove = database.Prepare("DELETE FROM facet WHERE at = ?1 AND hash = ?2 AND sort = ?3");
    private readonly Dictionary<long, StoredTable> _tables = tables.ToDictionary(table => numbers[table.Index]);
    private (byte[] At, byte[] Hash, byte[] Sort) _behind = ([], [], []);

    internal SweepStep Step(Placement placement, int limit)
    {
        var rows = Next();
        var removed = 0;
        foreach (var row in rows)
        {
            _behind = (row.At, row.Hash, row.Sort);
            if (IsDead(row, placement))
            {
                _remove.Bind(1, row.At);
                _remove.Bind(2, row.Hash);
                _remove.Bind(3, row.Sort);
                _remove.Run();
                if (++removed == limit)
                {
                    return new SweepStep(removed, AtEnd: false);
                }
            }
        }

        if (rows.Count == LookedAt)
        {
            return new SweepStep(removed, AtEnd: false);
        }

        _behind = ([], [], []);
        return new SweepStep(removed, AtEnd: true);
    }

    private bool IsDead(Row row, Placement placement)
    {
        if (!_tables.TryGetValue(row.Table, out var table) || !placement.Order.TryParse(row.Label, out var label, out _))
        {
            return false;
        }

        try
        {
            return reads.NewestWithin(table, new FacetKey(row.Hash, row.Sort), placement.SightOf(label)).Sequence > row.Sequence;
        }
        catch (TooManyPlacesException)
        {
            return false;
        }
    }

    private List<Row> Next()
    {
        _rows.Bind(1, _behind.At);
        _rows.Bind(2, _behind.Hash);
        _rows.Bind(3, _behind.Sort);
        _rows.Bind(4, LookedAt);
        var rows = new List<Row>();
        try
        {
            while (_rows.Step())
            {
                rows.Add(new Row(_rows.Blob(0).ToArray(), _rows.Blob(1).ToArray(), _rows.Blob(2).ToArray(), _rows.Integer(3), _rows.Integer(4), _rows.Text(5)));
            }
        }
        finally
        {
            _rows.Reset();
        }

        return rows;
    }

    private readonly record struct Row(byte[] At, byte[] Hash, byte[] Sort, long Table, long Sequence, string Label);
}
