using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>Fills one page of a Query or Scan: counts, limits and the size of a page are of visible items alone.</summary>
internal sealed class PageCollector
{
    /// <summary>A page ends with the item that brings it to this many bytes.</summary>
    internal const int PageSize = 1 << 20;

    private readonly StoredTable _table;
    private readonly int _limit;
    private readonly ConditionExpression? _filter;
    private readonly Projection? _projection;
    private readonly bool _counts;
    private readonly Func<byte[], bool>? _segment;
    private readonly List<Dictionary<string, AttributeValue>> _items = [];

    internal PageCollector(StoredTable table, int? limit, ConditionExpression? filter, Projection? projection, Select? select, Func<byte[], bool>? segment = null)
    {
        if (limit is < 1)
        {
            throw new ValidationException($"1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }

        _table = table;
        _limit = limit ?? int.MaxValue;
        _filter = filter;
        _projection = projection;
        _segment = segment;
        _counts = select?.Value switch
        {
            null or "" => false,
            "COUNT" => projection is null ? true : throw Conflict(projection, "only the Count"),
            "ALL_ATTRIBUTES" => projection is null ? false : throw Conflict(projection, "ALL_ATTRIBUTES"),
            "SPECIFIC_ATTRIBUTES" => projection is not null ? false : throw new ValidationException("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"),
            "ALL_PROJECTED_ATTRIBUTES" => projection is null
                ? throw new ValidationException("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
                : throw Conflict(projection, "ALL_PROJECTED_ATTRIBUTES"),
            _ => throw ItemValidation.NotOneOf("SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES", "select", select.Value),
        };
    }

    internal int Scanned { get; private set; }

    internal int Count { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>The matching items; <see langword="null"/> if only their count was asked for.</summary>
    internal List<Dictionary<string, AttributeValue>>? Items => _counts ? null : _items;

    /// <summary>The last visible key, if the page ended before the range may have.</summary>
    internal Dictionary<string, AttributeValue>? LastEvaluatedKey { get; private set; }

    internal bool Take(byte[] stored)
    {
        var item = ItemCodec.Decode(stored);
        if (_segment is not null && !_segment(KeyEncoding.Encode(item[_table.Schema.Hash.Name])))
        {
            return true;
        }

        Scanned++;
        Bytes += ItemSize.Of(item);
        var ends = Scanned >= _limit || Bytes >= PageSize;
        if (ends)
        {
            LastEvaluatedKey = ItemCopy.Of(_table.Schema.KeyOf(item));
        }

        if (_filter is null || _filter.Evaluate(item))
        {
            Count++;
            if (!_counts)
            {
                _items.Add(_projection?.Apply(item) ?? item);
            }
        }

        return !ends;
    }

    private static ValidationException Conflict(Projection projection, string select) =>
        new($"Cannot specify the {(projection.IsExpression ? "ProjectionExpression" : "AttributesToGet")} when choosing to get {select}");
}
