using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace HelloRetail.Rows;

/// <summary>Reads the members of a DynamoDB item by kind.</summary>
public static class ItemReading
{
    extension(IReadOnlyDictionary<string, AttributeValue> item)
    {
        public string? Text(string name) => item.GetValueOrDefault(name)?.S;

        public decimal? Number(string name) =>
            item.GetValueOrDefault(name)?.N is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    extension(decimal value)
    {
        public AttributeValue ToAttribute() => new() { N = value.ToString(CultureInfo.InvariantCulture) };
    }
}
