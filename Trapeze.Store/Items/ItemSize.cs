using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>DynamoDB's own count of an item's bytes, which limits and pages are made of.</summary>
internal static class ItemSize
{
    public static int Of(Dictionary<string, AttributeValue> item) => throw new NotSupportedException();

    public static int Of(AttributeValue value) => throw new NotSupportedException();
}
