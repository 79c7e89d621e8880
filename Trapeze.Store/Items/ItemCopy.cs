using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Copies items, so that no caller holds a reference into another's.</summary>
internal static class ItemCopy
{
    public static Dictionary<string, AttributeValue> Of(Dictionary<string, AttributeValue> item) => throw new NotSupportedException();

    public static AttributeValue Of(AttributeValue value) => throw new NotSupportedException();
}
