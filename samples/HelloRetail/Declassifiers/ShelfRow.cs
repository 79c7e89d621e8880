using Amazon.DynamoDBv2.Model;

namespace HelloRetail.Declassifiers;

/// <summary>A row as the owner sees it, and the table that it is meant for.</summary>
public sealed class ShelfRow(string table, Dictionary<string, AttributeValue> row)
{
    public string Table { get; } = table;

    public Dictionary<string, AttributeValue> Row { get; } = row;
}
