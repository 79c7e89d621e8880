using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;
using KeyType = Amazon.DynamoDBv2.KeyType;

namespace Trapeze.Store.Engine;

/// <summary>A declared table and its place among the others.</summary>
internal sealed class StoredTable
{
    private const int LongestName = 255;

    internal StoredTable(TableDefinition definition, int index)
    {
        if (definition.Name is not { Length: >= 3 and <= LongestName } name
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            throw new ArgumentException("a table's name has 3 to 255 characters out of a-z, A-Z, 0-9, `_`, `-` and `.`", nameof(definition));
        }

        Name = name;
        Index = index;
        Schema = new KeySchema(Attribute(definition.Hash), definition.Sort is null ? null : Attribute(definition.Sort));
        if (string.Equals(Schema.Hash.Name, Schema.Sort?.Name, StringComparison.Ordinal))
        {
            throw new ArgumentException("a table's two key attributes have different names", nameof(definition));
        }
    }

    internal string Name { get; }

    internal int Index { get; }

    internal KeySchema Schema { get; }

    internal FacetKey KeyOf(Dictionary<string, AttributeValue> item) =>
        FacetKey.Of(KeyEncoding.Encode(item[Schema.Hash.Name]), SortOf(item));

    /// <summary>The encoded sort key; empty if the table has none.</summary>
    internal byte[] SortOf(Dictionary<string, AttributeValue> item) => Schema.Sort is null ? [] : KeyEncoding.Encode(item[Schema.Sort.Name]);

    /// <summary>What DescribeTable says: the declaration alone, nothing that depends on what is stored.</summary>
    internal TableDescription Describe()
    {
        var keys = Schema.Sort is null ? new[] { Schema.Hash } : [Schema.Hash, Schema.Sort];
        return new TableDescription
        {
            TableName = Name,
            TableStatus = TableStatus.ACTIVE,
            KeySchema = [.. keys.Select((key, at) => new KeySchemaElement(key.Name, at == 0 ? KeyType.HASH : KeyType.RANGE))],
            AttributeDefinitions = [.. keys.Select(key => new AttributeDefinition(key.Name, ScalarAttributeType.FindValue(key.Kind.ToString())))],
            BillingModeSummary = new BillingModeSummary { BillingMode = BillingMode.PAY_PER_REQUEST },
        };
    }

    private static KeyAttribute Attribute(KeyDefinition definition)
    {
        ArgumentException.ThrowIfNullOrEmpty(definition.Name, nameof(definition));
        return new KeyAttribute(definition.Name, definition.Type?.Value switch
        {
            "S" => AttributeKind.S,
            "N" => AttributeKind.N,
            "B" => AttributeKind.B,
            _ => throw new ArgumentException("a key attribute is of type S, N or B", nameof(definition)),
        });
    }
}
