using System.Collections.Frozen;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>The key attributes of a table: the hash key and, if it has one, the sort key.</summary>
internal sealed record KeySchema(KeyAttribute Hash, KeyAttribute? Sort)
{
    /// <summary>The key attributes, the hash key first.</summary>
    public IEnumerable<KeyAttribute> Attributes => Sort is null ? [Hash] : [Hash, Sort];

    /// <summary>The name of the index that it is of; <see langword="null"/> for a table.</summary>
    public string? Index { get; init; }

    /// <summary>The key attributes of the table's indexes; empty where they do not matter.</summary>
    public FrozenSet<string> Indexed { get; init; } = [];

    /// <summary>Whether <paramref name="attribute"/> is part of the key.</summary>
    public bool Contains(string attribute) => string.Equals(attribute, Hash.Name, StringComparison.Ordinal) || string.Equals(attribute, Sort?.Name, StringComparison.Ordinal);

    /// <summary>The key attributes of <paramref name="item"/> alone, for <c>Key</c> and <c>LastEvaluatedKey</c>.</summary>
    public Dictionary<string, AttributeValue> KeyOf(Dictionary<string, AttributeValue> item)
    {
        var key = new Dictionary<string, AttributeValue>(2, StringComparer.Ordinal) { [Hash.Name] = item[Hash.Name] };
        if (Sort is not null)
        {
            key[Sort.Name] = item[Sort.Name];
        }

        return key;
    }
}
