using Trapeze.Store.Engine;
using Trapeze.Store.Transfer;

namespace Trapeze.Store.Sqlite;

/// <summary>Goes through every facet's own row, oldest first, in one snapshot; tokens of requests, which are good for minutes, stay.</summary>
internal static class FacetExport
{
    /// <exception cref="InvalidDataException">There are facets of a table that is not declared.</exception>
    internal static void Each(Database database, IReadOnlyList<StoredTable> tables, Action<FacetCopy> take, CancellationToken cancellationToken)
    {
        var byName = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var rows = database.Prepare("""
            SELECT (SELECT name FROM tbl WHERE id = tbl), key, (SELECT text FROM label WHERE id = label), item
            FROM facet WHERE own = 1 ORDER BY seq
            """);
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = rows.Text(0);
            var table = byName.TryGetValue(name, out var declared) ? declared : throw new InvalidDataException($"the store holds a table `{name}` that the policy does not have");
            if (!table.IsOfTokens)
            {
                take(new FacetCopy(table, new FacetKey(rows.Blob(1).ToArray()), rows.Text(2), rows.IsNull(3) ? null : rows.Blob(3).ToArray()));
            }
        }
    }
}
