using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>Fills one page of a Query or Scan: counts, limits and the size of a page are of visible items alone.</summary>
internal sealed class PageCollector
{
    /// <summary>A page ends with the item that brings it to this many bytes.</summary>
    internal const int PageSize = 1 << 20;

    private readonly StoredTable _table;
    private readonly StoredIndex? _index;
    private readonly int _limit;
    private readonly ConditionExpression? _filter;
    private readonly Selection _selection;
    private readonly Func<Dictionary<string, AttributeValue>, bool>? _segment;
    private readonly StoreView _view;
    private readonly List<Dictionary<string, AttributeValue>> _items = [];
    private readonly List<int> _fetched = [];

    /// <param name="table">The table.</param>
    /// <param name="limit">How many items the page may look at.</param>
    /// <param name="view">Says which items there are at this moment.</param>
    /// <param name="index">The index that is listed; <see langword="null"/> for the table.</param>
    /// <param name="filter">Which items are counted and shown.</param>
    /// <param name="selection">What is shown of them.</param>
    /// <param name="segment">Which items belong to the page at all; <see langword="null"/> for all.</param>
    internal PageCollector(
        StoredTable table,
        int? limit,
        StoreView view,
        StoredIndex? index,
        ConditionExpression? filter,
        Selection selection,
        Func<Dictionary<string, AttributeValue>, bool>? segment = null)
    {
        _table = table;
        _index = index;
        _limit = limit ?? int.MaxValue;
        _filter = filter;
        _selection = selection;
        _segment = segment;
        _view = view;
    }

    internal int Scanned { get; private set; }

    internal int Count { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>Units for what a local index has not and the table was asked for, each item on its own.</summary>
    internal double Fetched(bool? consistent) => _fetched.Sum(bytes => Capacity.Read(bytes, consistent));

    /// <summary>The matching items; <see langword="null"/> if only their count was asked for.</summary>
    internal List<Dictionary<string, AttributeValue>>? Items => _selection.CountsOnly ? null : _items;

    /// <summary>The last visible key, if the page ended before the range may have.</summary>
    internal Dictionary<string, AttributeValue>? LastEvaluatedKey { get; private set; }

    internal bool Take(byte[] stored)
    {
        if (_view.ItemOf(_table, stored) is not { } item || (_segment is not null && !_segment(item)))
        {
            return true;
        }

        var seen = _selection.Seen(item);
        Scanned++;
        Bytes += ItemSize.Of(seen);
        if (_selection.Fetches)
        {
            _fetched.Add(ItemSize.Of(item));
        }

        var ends = Scanned >= _limit || Bytes >= PageSize;
        if (ends)
        {
            LastEvaluatedKey = ItemCopy.Of(_index?.KeyOf(item) ?? _table.Schema.KeyOf(item));
        }

        if (_filter is null || _filter.Evaluate(_selection.Filtered(item, seen)))
        {
            Count++;
            if (!_selection.CountsOnly)
            {
                _items.Add(_selection.Of(item, seen));
            }
        }

        return !ends;
    }
}
