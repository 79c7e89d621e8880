using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions.Paths;

/// <summary>A path into an item, from an attribute inward.</summary>
internal sealed class DocumentPath(ImmutableArray<PathElement> elements, string source)
{
    public DocumentPath(string attribute)
        : this([new PathElement(attribute, 0)], attribute)
    {
    }

    /// <summary>The steps; the first is the attribute's name.</summary>
    public ImmutableArray<PathElement> Elements { get; } = elements;

    public string Attribute => Elements[0].Name!;

    public bool IsNested => Elements.Length > 1;

    /// <summary>The value at the path; <c>null</c> if there is none.</summary>
    public AttributeValue? Resolve(Dictionary<string, AttributeValue>? item) => Resolve(item, Elements.Length);

    /// <summary>The value that holds what the path leads to.</summary>
    public AttributeValue? ResolveParent(Dictionary<string, AttributeValue> item) => Resolve(item, Elements.Length - 1);

    public bool IsSameAs(DocumentPath other) => Elements.AsSpan().SequenceEqual(other.Elements.AsSpan());

    /// <summary>The resolved path as DynamoDB's messages show it: <c>[a, [0], b]</c>.</summary>
    public string Describe() => $"[{string.Join(", ", Elements)}]";

    /// <summary>The path as it was written.</summary>
    public override string ToString() => source;

    private AttributeValue? Resolve(Dictionary<string, AttributeValue>? item, int length)
    {
        if (item is null || !item.TryGetValue(Attribute, out var value))
        {
            return null;
        }

        foreach (var (name, index) in Elements.AsSpan(1, length - 1))
        {
            value = name is null
                ? value.IsLSet && index < value.L.Count ? value.L[index] : null
                : value.IsMSet ? value.M.GetValueOrDefault(name) : null;
            if (value is null)
            {
                return null;
            }
        }

        return value;
    }
}
