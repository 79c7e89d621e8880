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
    private static readonly (long At, byte[] Key) Start = (long.MinValue, []);

    private readonly Statement _rows = database.Prepare(
        "SELECT at, key, tbl, seq, (SELECT text FROM label WHERE id = label) FROM facet WHERE (at, key) > (?1, ?2) ORDER BY at, key LIMIT ?3");

    private readonly Statement _remove = database.Prepare("DELETE FROM facet WHERE at = ?1 AND key = ?2");
    private readonly Dictionary<long, StoredTable> _tables = tables.ToDictionary(table => numbers[table.Index]);
    private (long At, byte[] Key) _behind = Start;

    internal SweepStep Step(Placement placement, int limit)
    {
        var rows = Next();
        var removed = 0;
        foreach (var row in rows)
        {
            _behind = (row.At, row.Key);
            if (IsDead(row, placement))
            {
                _remove.Bind(1, row.At);
                _remove.Bind(2, row.Key);
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

        _behind = Start;
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
            return reads.NewestWithin(table, new FacetKey(row.Key), placement.SightOf(label)).Sequence > row.Sequence;
        }
        catch (TooManyPlacesException)
        {
            return false;
        }
    }

    private List<Row> Next()
    {
        _rows.Bind(1, _behind.At);
        _rows.Bind(2, _behind.Key);
        _rows.Bind(3, LookedAt);
        var rows = new List<Row>();
        try
        {
            while (_rows.Step())
            {
                rows.Add(new Row(_rows.Integer(0), _rows.Blob(1).ToArray(), _rows.Integer(2), _rows.Integer(3), _rows.Text(4)));
            }
        }
        finally
        {
            _rows.Reset();
        }

        return rows;
    }

    private readonly record struct Row(long At, byte[] Key, long Table, long Sequence, string Label);
}
