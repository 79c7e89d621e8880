using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>What DynamoDB asks of items and keys; a refusal is a <see cref="ValidationException"/>.</summary>
internal static class ItemValidation
{
    private const int HashKeyLimit = 2048;
    private const int SortKeyLimit = 1024;
    private const string Mismatch = "The provided key element does not match the schema";

    /// <summary>Checks the item of a PutItem; gives a copy of its own, its numbers in canonical form.</summary>
    public static Dictionary<string, AttributeValue> Item(Dictionary<string, AttributeValue>? item, KeySchema schema)
    {
        var checkedItem = ValueValidation.Attributes(item ?? throw new ValidationException(
            "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null"));
        foreach (var attribute in KeyAttributes(schema))
        {
            if (!checkedItem.TryGetValue(attribute.Name, out var value))
            {
                throw Invalid($"Missing the key {attribute.Name} in the item");
            }

            if (AttributeKinds.Known(value) is var actual && actual != attribute.Kind)
            {
                throw Invalid($"Type mismatch for key {attribute.Name} expected: {attribute.Kind} actual: {actual}");
            }
        }

        EnsureKeyValues(checkedItem, schema);
        return ItemSize.Of(checkedItem) > ItemSize.Limit
            ? throw TooLarge()
            : checkedItem;
    }

    /// <summary>Checks the <c>Key</c> of a request: exactly the key attributes, of their types; gives a copy of its own.</summary>
    public static Dictionary<string, AttributeValue> Key(Dictionary<string, AttributeValue>? key, KeySchema schema)
    {
        var checkedKey = ValueValidation.Attributes(key ?? throw new ValidationException(
            "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null"));
        var attributes = KeyAttributes(schema);
        if (checkedKey.Count != attributes.Length
            || Array.Exists(attributes, attribute => !checkedKey.TryGetValue(attribute.Name, out var value) || AttributeKinds.Known(value) != attribute.Kind))
        {
            throw new ValidationException(Mismatch);
        }

        EnsureKeyValues(checkedKey, schema);
        return checkedKey;
    }

    /// <summary>Checks an <c>ExclusiveStartKey</c> as <see cref="Key"/> does.</summary>
    public static Dictionary<string, AttributeValue> StartKey(Dictionary<string, AttributeValue> key, KeySchema schema)
    {
        try
        {
            return Key(key, schema);
        }
        catch (ValidationException refusal)
        {
            throw new ValidationException($"The provided starting key is invalid: {refusal.Message}");
        }
    }

    /// <summary>The refusal of a parameter whose value is none of those that it may have.</summary>
    public static ValidationException NotOneOf(string values, string parameter, string value) => new(
        $"1 validation error detected: Value '{value}' at '{parameter}' failed to satisfy constraint: Member must satisfy enum value set: [{values}]");

    /// <summary>Checks a number of a request against its bounds, if it is there.</summary>
    /// <exception cref="ValidationException">It is out of them.</exception>
    public static void EnsureWithin(int? value, string parameter, int least, int most = int.MaxValue)
    {
        if (value < least || value > most)
        {
            throw new ValidationException(string.Create(
                CultureInfo.InvariantCulture,
                $"1 validation error detected: Value '{value}' at '{parameter}' failed to satisfy constraint: Member must have value {(value < least ? $"greater than or equal to {least}" : $"less than or equal to {most}")}"));
        }
    }

    /// <summary>The refusal of an item that is too large.</summary>
    public static ValidationException TooLarge() => new("Item size has exceeded the maximum allowed size");

    /// <summary>Checks the size and depth of an item that an update made.</summary>
    public static void EnsureUpdated(Dictionary<string, AttributeValue> item)
    {
        foreach (var value in item.Values)
        {
            ValueValidation.EnsureDepth(value);
        }

        EnsureUpdatedSize(ItemSize.Of(item));
    }

    /// <summary>Refuses a size that no updated item may have.</summary>
    public static void EnsureUpdatedSize(int size)
    {
        if (size > ItemSize.Limit)
        {
            throw new ValidationException("Item size to update has exceeded the maximum allowed size");
        }
    }

    /// <summary>Checks one value for a key attribute, of an index if one is named: not empty and not too long.</summary>
    public static void EnsureKeyValue(KeyAttribute attribute, AttributeValue value, bool isHash, string? index = null)
    {
        var length = value.S is { } text ? Encoding.UTF8.GetByteCount(text) : value.B is { } binary ? Binary.Bytes(binary).Length : 1;
        if (length == 0)
        {
            throw EmptyKey(attribute, value, index);
        }

        if (!isHash)
        {
            EnsureSortKeySize(length);
        }
        else if (length > HashKeyLimit)
        {
            throw Invalid($"Size of hashkey has exceeded the maximum size limit of{HashKeyLimit} bytes");
        }
    }

    /// <summary>Refuses a size that no sort key may have.</summary>
    public static void EnsureSortKeySize(int size)
    {
        if (size > SortKeyLimit)
        {
            throw Invalid($"Aggregated size of all range keys has exceeded the size limit of {SortKeyLimit} bytes");
        }
    }

    /// <summary>The refusal of an empty value for a key attribute.</summary>
    internal static ValidationException EmptyKey(KeyAttribute attribute, AttributeValue value, string? index)
    {
        var empty = $"The AttributeValue for a key attribute cannot contain an empty {(value.S is null ? "binary" : "string")} value.";
        return new("One or more parameter values are not valid. " + (index is null
            ? $"{empty} Key: {attribute.Name}"
            : $"A value specified for a secondary index key is not supported. {empty} IndexName: {index}, IndexKey: {attribute.Name}"));
    }

    internal static ValidationException Invalid(string reason) => new($"One or more parameter values were invalid: {reason}");

    private static void EnsureKeyValues(Dictionary<string, AttributeValue> item, KeySchema schema)
    {
        EnsureKeyValue(schema.Hash, item[schema.Hash.Name], isHash: true);
        if (schema.Sort is not null)
        {
            EnsureKeyValue(schema.Sort, item[schema.Sort.Name], isHash: false);
        }
    }

    private static KeyAttribute[] KeyAttributes(KeySchema schema) => schema.Sort is null ? [schema.Hash] : [schema.Hash, schema.Sort];
}
