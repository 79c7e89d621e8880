using System.Collections.Frozen;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Engine;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Indexes;

/// <summary>A declared secondary index of a table: which items it has an entry for, where in it, and what of them it shows.</summary>
/// <remarks>
/// Every facet has its own entry, filed where the facet is: so a reader meets the entries of what flows to him, and no other. That an entry's facet
/// is still the newest of its key is judged against the view, at every read.
/// </remarks>
internal sealed class StoredIndex
{
    private readonly FrozenSet<string>? _shown;

    internal StoredIndex(StoredTable table, IndexDefinition definition)
    {
        if (definition.Name is not { Length: >= 3 and <= StoredTable.LongestName } name || !StoredTable.IsName(name))
        {
            throw new ArgumentException("an index's name has 3 to 255 characters out of a-z, A-Z, 0-9, `_`, `-` and `.`", nameof(definition));
        }

        if (definition.Hash is null && (definition.Sort is null || table.Schema.Sort is null))
        {
            throw new ArgumentException("an index without a partition key of its own has a sort key, and so has its table", nameof(definition));
        }

        (Table, Name, IsLocal) = (table, name, definition.Hash is null);
        Schema = new KeySchema(
            definition.Hash is { } hash ? StoredTable.Attribute(hash) : table.Schema.Hash,
            definition.Sort is { } sort ? StoredTable.Attribute(sort) : null)
        {
            Index = name,
        };
        if (string.Equals(Schema.Hash.Name, Schema.Sort?.Name, StringComparison.Ordinal))
        {
            throw new ArgumentException("an index's two key attributes have different names", nameof(definition));
        }

        Projects = definition.Projects is { IsDefault: false } projects ? [.. projects] : null;
        _shown = Projects?.Concat(Keys.Select(key => key.Name)).ToFrozenSet(StringComparer.Ordinal);
        Text = string.Join(", ", Attributes.Select(key => $"{key.Kind} {key.Name}"));
    }

    internal StoredTable Table { get; }

    internal string Name { get; }

    internal KeySchema Schema { get; }

    /// <summary>Whether its partitions are the table's.</summary>
    internal bool IsLocal { get; }

    /// <summary>The attributes that it shows beside the keys; <see langword="null"/> for all.</summary>
    internal IReadOnlyList<string>? Projects { get; }

    /// <summary>What its entries are made of: those of two indexes with the same text are the same.</summary>
    internal string Text { get; }

    /// <summary>The index's key attributes.</summary>
    internal IEnumerable<KeyAttribute> Attributes => Schema.Attributes;

    private IEnumerable<KeyAttribute> Keys => Attributes.Union(Table.Schema.Attributes);

    /// <summary>The entry's key for a stored item; <see langword="null"/> if the index has none for it.</summary>
    internal FacetKey? EntryOf(byte[] stored) => EntryOf(ItemCodec.Decode(stored));

    /// <inheritdoc cref="EntryOf(byte[])"/>
    internal FacetKey? EntryOf(Dictionary<string, AttributeValue> item)
    {
        if (Attributes.Any(key => !item.TryGetValue(key.Name, out var value) || !Fits(key, value, isHash: key == Schema.Hash)))
        {
            return null;
        }

        // The table's key comes last: several items may have the same key in the index.
        var behind = Table.KeyOf(item).Bytes;
        return FacetKey.Of(
            KeyEncoding.Encode(item[Schema.Hash.Name]),
            Schema.Sort is null ? behind : FacetKey.Of(KeyEncoding.Encode(item[Schema.Sort.Name]), behind).Bytes);
    }

    /// <summary>The first key of a range of a partition, and the first one behind it.</summary>
    internal static (FacetKey Low, FacetKey High) Bounds(byte[] hash, KeyRange sort)
    {
        var low = sort.Low is not { } lowest ? FacetKey.Of(hash, [])
            : FacetKey.Of(hash, (sort.LowInclusive ? FacetKey.Of(lowest, []) : FacetKey.Behind(lowest)).Bytes);
        var high = sort.High is not { } highest ? FacetKey.Behind(hash)
            : FacetKey.Of(hash, (sort.HighInclusive ? FacetKey.Behind(highest) : FacetKey.Of(highest, [])).Bytes);
        return (low, high);
    }

    /// <summary>Checks an ExclusiveStartKey: exactly the keys of the index and of the table.</summary>
    internal Dictionary<string, AttributeValue> StartKey(Dictionary<string, AttributeValue> startKey)
    {
        var key = ValueValidation.Attributes(startKey);
        return key.Count == Keys.Count() && Fit(key, Schema) && Fit(key, Table.Schema)
            ? key
            : throw new ValidationException("The provided starting key is invalid: The provided key element does not match the schema");
    }

    /// <summary>The keys of the index and of the table, for LastEvaluatedKey.</summary>
    internal Dictionary<string, AttributeValue> KeyOf(Dictionary<string, AttributeValue> item) =>
        Keys.ToDictionary(key => key.Name, key => item[key.Name], StringComparer.Ordinal);

    internal bool Shows(string attribute) => _shown is null || _shown.Contains(attribute);

    /// <summary>What the index has of an item.</summary>
    internal Dictionary<string, AttributeValue> Shown(Dictionary<string, AttributeValue> item) =>
        _shown is null ? item : item.Where(pair => _shown.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);

    /// <summary>Refuses an item that DynamoDB would refuse because of the index.</summary>
    /// <exception cref="ValidationException">A key attribute of the index has another type, or is empty or too long.</exception>
    internal void EnsureFits(Dictionary<string, AttributeValue> item, bool isUpdate = false, bool isLegacy = false)
    {
        foreach (var key in Attributes)
        {
            if (!item.TryGetValue(key.Name, out var value))
            {
                continue;
            }

            if (AttributeKinds.Known(value) is var actual && actual != key.Kind)
            {
                throw isUpdate
                    ? new ValidationException("The update expression attempted to update the secondary index key to unsupported type")
                    : ItemValidation.Invalid($"Type mismatch for Index Key {key.Name} Expected: {key.Kind} Actual: {actual} IndexName: {Name}");
            }

            if (value.S is "" || (value.B is { } binary && Binary.Bytes(binary).IsEmpty))
            {
                throw isUpdate && !isLegacy
                    ? new ValidationException("One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. "
                        + $"The AttributeValue for a key attribute cannot contain an empty {(value.S is null ? "binary" : "string")} value.")
                    : ItemValidation.EmptyKey(key, value, Name);
            }

            if (isUpdate && !Fits(key, value, isHash: key == Schema.Hash))
            {
                throw new ValidationException("The update expression attempted to update the secondary index key beyond allowed size limits");
            }

            ItemValidation.EnsureKeyValue(key, value, isHash: key == Schema.Hash);
        }
    }

    // The table's partition key may be longer than a sort key, whatever it is in the index.
    private static bool Fit(Dictionary<string, AttributeValue> key, KeySchema schema) =>
        schema.Attributes.All(attribute => key.TryGetValue(attribute.Name, out var value) && Fits(attribute, value, isHash: attribute == schema.Hash));

    // An item that was there before the index was declared may have anything.
    private static bool Fits(KeyAttribute key, AttributeValue value, bool isHash)
    {
        try
        {
            if (AttributeKinds.Known(value) != key.Kind)
            {
                return false;
            }

            ItemValidation.EnsureKeyValue(key, value, isHash);
            return true;
        }
        catch (ValidationException)
        {
            return false;
        }
    }
}
