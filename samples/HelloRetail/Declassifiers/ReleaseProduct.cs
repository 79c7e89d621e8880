using System.Collections.Frozen;
using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Rows;
using Trapeze.Shim.Declassification;

namespace HelloRetail.Declassifiers;

/// <summary>A row of the owner's shelf → the members of it that the shop window shows. Who took the picture, for one, stays inside.</summary>
public sealed class ReleaseProduct : IDeclassifier<ShelfRow, Dictionary<string, AttributeValue>>
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Shown = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        [Tables.Category] = ["category"],
        [Tables.Catalog] = ["id", "brand", "name", "description", "category", "image"],
        [Tables.Price] = ["id", "price"],
        [Tables.Picture] = ["id", "type", "bytes"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public Dictionary<string, AttributeValue> Release(ShelfRow input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Shown[input.Table].Where(input.Row.ContainsKey).ToDictionary(name => name, name => input.Row[name], StringComparer.Ordinal);
    }
}
