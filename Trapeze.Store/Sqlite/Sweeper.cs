using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Sqlite;

/// <summary>Goes round the file in small steps and removes facets that no view can show any more, and the items of those that have ended.</summary>
/// <remarks>
/// A facet of label F is dead when the view at F itself has a newer one: everyone who sees F sees that. A write cannot remove it, because the
/// writer may not see what is above it. Tombstones stay: whether one still hides an older facet cannot be told from its own view.
/// </remarks>
internal sealed class Sweeper(Database database, Session reads, IndexEntries entries, IReadOnlyDictionary<long, StoredTable> tables, TimeProvider clock)
{
    private const int LookedAt = 128;

    private readonly Statement _rows = database.Prepare(
        "SELECT at, key, tbl, seq, (SELECT text FROM label WHERE id = label), item FROM facet WHERE (at, key) > (?1, ?2) ORDER BY at, key LIMIT ?3");

    private readonly Statement _remove = database.Prepare("DELETE FROM facet WHERE at = ?1 AND key = ?2");
    private readonly Statement _end = database.Prepare("UPDATE facet SET item = NULL WHERE at = ?1 AND key = ?2");

    /// <summary>Looks at the next facets, and removes those that are due if it <paramref name="repairs"/>.</summary>
    internal SweepStep Step(Placement placement, SweepCursor behind, int limit, bool repairs)
    {
        var rows = Next(behind);
        var step = new SweepStep(0, 0, 0, behind);
        var now = clock.GetUtcNow();
        foreach (var row in rows)
        {
            step = step with { Looked = step.Looked + 1, Behind = new SweepCursor(row.At, row.Key) };
            if (IsDead(row, placement))
            {
                Remove(row, _remove, repairs);
                step = step with { Superseded = step.Superseded + 1 };
            }
            else if (HasEnded(row, now))
            {
                Remove(row, tables[row.Table].HasOneLabelForEachKey ? _remove : _end, repairs);
                step = step with { Ended = step.Ended + 1 };
            }

            if (step.Due == limit)
            {
                return step;
            }
        }

        return rows.Count == LookedAt ? step : step with { Behind = null };
    }

    private bool IsDead(Row row, Placement placement)
    {
        if (!tables.TryGetValue(row.Table, out var table) || !placement.Order.TryParse(row.Label, out var label, out _))
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

    // What has ended may hide older facets: it becomes a tombstone, which hides them on.
    private bool HasEnded(Row row, DateTimeOffset now) =>
        row.Item is not null && tables.TryGetValue(row.Table, out var table) && table.HasEnded(row.Item, now);

    private void Remove(Row row, Statement how, bool repairs)
    {
        if (!repairs)
        {
            return;
        }

        how.Bind(1, row.At);
        how.Bind(2, row.Key);
        how.Run();
        entries.Remove(tables[row.Table], row.At, new FacetKey(row.Key));
    }

    private List<Row> Next(SweepCursor behind)
    {
        _rows.Bind(1, behind.At);
        _rows.Bind(2, behind.Key);
        _rows.Bind(3, LookedAt);
        var rows = new List<Row>();
        try
        {
            while (_rows.Step())
            {
                rows.Add(new Row(_rows.Integer(0), _rows.Blob(1).ToArray(), _rows.Integer(2), _rows.Integer(3), _rows.Text(4), ItemOf(_rows.Integer(2))));
            }
        }
        finally
        {
            _rows.Reset();
        }

        return rows;
    }

    // Only what may end is looked into.
    private byte[]? ItemOf(long table) =>
        tables.TryGetValue(table, out var declared) && declared.TimeToLive is not null && !_rows.IsNull(5) ? _rows.Blob(5).ToArray() : null;

    private readonly record struct Row(long At, byte[] Key, long Table, long Sequence, string Label, byte[]? Item);
}
