using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Paths;

/// <summary>Copies the chosen parts of an item: maps keep their chosen names, lists close up around their chosen elements.</summary>
internal static class PathProjection
{
    /// <summary>What <paramref name="item"/> has of <paramref name="paths"/>.</summary>
    public static Dictionary<string, AttributeValue> Of(Dictionary<string, AttributeValue> item, PathTree paths)
    {
        var chosen = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var (element, below) in paths.Children)
        {
            if (element.Name is { } name && item.TryGetValue(name, out var value) && Of(value, below) is { } part)
            {
                chosen.Add(name, part);
            }
        }

        return chosen;
    }

    private static AttributeValue? Of(AttributeValue value, PathTree paths)
    {
        if (paths.IsWhole)
        {
            return ItemCopy.Of(value);
        }

        if (value.IsMSet)
        {
            var map = Of(value.M, paths);
            return map.Count == 0 ? null : new() { M = map };
        }

        if (!value.IsLSet)
        {
            return null;
        }

        List<AttributeValue> list = [.. paths.Children
            .Where(child => child.Key.Name is null && child.Key.Index < value.L.Count)
            .OrderBy(child => child.Key.Index)
            .Select(child => Of(value.L[child.Key.Index], child.Value))
            .OfType<AttributeValue>()];
        return list.Count == 0 ? null : new() { L = list };
    }
}
