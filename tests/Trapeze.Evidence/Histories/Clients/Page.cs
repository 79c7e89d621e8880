using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>One page of a query: it says of each key that it passed what is there, or that nothing is.</summary>
internal sealed class Page
{
    private readonly List<(int Key, Item Item)> _items;
    private readonly int _last;

    /// <param name="act">What was asked.</param>
    /// <param name="left">The keys of the range that no page has passed yet, in the query's direction.</param>
    /// <param name="response">The answer.</param>
    public Page(Act act, List<int> left, QueryResponse response)
    {
        _items = response.Items.ConvertAll(item => (Requests.KeyOf(item), Requests.ItemOf(item)));
        IsLast = response.LastEvaluatedKey is not { Count: > 0 };
        _last = IsLast ? left[^1] : Requests.KeyOf(response.LastEvaluatedKey!);
        var passed = left.Take(left.IndexOf(_last) + 1).ToList();
        Found = [.. passed.Select(key => (key, _items.Find(item => item.Key == key).Item))];
        // It has its limit of items, and ends at the last of them, or ends the range; its items are in order, and of its range.
        IsWellFormed = passed.Where(key => _items.Exists(item => item.Key == key)).SequenceEqual(_items.Select(item => item.Key))
            && response.Count == _items.Count
            && IsLast != (act.Limit > 0 && _items.Count == act.Limit)
            && (IsLast || _items[^1].Key == _last);
    }

    public (int Key, Item Item)[] Found { get; }

    public bool IsLast { get; }

    public bool IsWellFormed { get; }

    public override string ToString() => $"{string.Join(", ", _items)}; last {(IsLast ? "none" : _last)}";
}
