using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>What was found or put last in a label's own cells of one table, for some keys.</summary>
/// <remarks>
/// It may be out of date: a write that is decided on it asks that the cell still holds it, and nothing else relies on it. It belongs to one label, and how much it
/// keeps depends on that label's own operations alone.
/// </remarks>
internal sealed class RecentCells
{
    // Of two generations; the older goes when the younger is full.
    private const int MostBytes = 128 * 1024;
    private const int BytesBesides = 500;

    private readonly Lock _lock = new();
    private Dictionary<PhysicalKey, StoredFacet> _young = [];
    private Dictionary<PhysicalKey, StoredFacet> _old = [];
    private int _bytes;

    internal StoredFacet? Of(PhysicalKey cell)
    {
        lock (_lock)
        {
            return _young.TryGetValue(cell, out var facet) || _old.TryGetValue(cell, out facet) ? facet : null;
        }
    }

    internal void Keep(PhysicalKey cell, StoredFacet facet)
    {
        var bytes = BytesBesides + cell.Sort.Length + (facet.Item?.Length ?? 0);
        if (bytes > MostBytes)
        {
            Forget(cell);
            return;
        }

        lock (_lock)
        {
            if (_bytes + bytes > MostBytes)
            {
                (_old, _young, _bytes) = (_young, [], 0);
            }

            // What takes another's place counts twice: the generation is full sooner.
            _young[cell] = facet;
            _bytes += bytes;
        }
    }

    internal void Forget(PhysicalKey cell)
    {
        lock (_lock)
        {
            _young.Remove(cell);
            _old.Remove(cell);
        }
    }
}
