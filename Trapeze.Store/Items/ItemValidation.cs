using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>What DynamoDB asks of items, keys and values; a refusal is a <see cref="ValidationException"/>.</summary>
internal static class ItemValidation
{
    public const string NoType = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";

    /// <summary>Checks an item of a PutItem; numbers are rewritten in canonical form in the copy it returns.</summary>
    public static Dictionary<string, AttributeValue> Item(Dictionary<string, AttributeValue>? item, KeySchema schema) => throw new NotSupportedException();

    /// <summary>Checks the <c>Key</c> of a request: exactly the key attributes, of their types.</summary>
    public static Dictionary<string, AttributeValue> Key(Dictionary<string, AttributeValue>? key, KeySchema schema) => throw new NotSupportedException();

    /// <summary>Checks the size of an item that an update made.</summary>
    public static void EnsureUpdatedSize(Dictionary<string, AttributeValue> item) => throw new NotSupportedException();
}
