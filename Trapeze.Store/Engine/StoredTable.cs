using System.Collections.Frozen;
using System.Collections.Immutable;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Engine.Transactions;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

/// <summary>A declared table and its place among the others.</summary>
internal sealed class StoredTable
{
    internal const int LongestName = 255;
    private const int MostIndexes = 25;

    internal StoredTable(TableDefinition definition, int index)
    {
        if (definition.Name is not { Length: >= 3 and <= LongestName } name || !IsName(name))
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

        var indexes = definition.Indexes is { IsDefault: false } declared ? declared : [];
        if (indexes.Length > MostIndexes || indexes.DistinctBy(index => index.Name, StringComparer.Ordinal).Count() < indexes.Length)
        {
            throw new ArgumentException($"a table has at most {MostIndexes} indexes, each with a name of its own", nameof(definition));
        }

        Indexes = [.. indexes.Select(index => new StoredIndex(this, index))];
        Schema = Schema with { Indexed = Indexes.SelectMany(index => index.Attributes).Select(attribute => attribute.Name).ToFrozenSet(StringComparer.Ordinal) };
        var types = Indexes.SelectMany(index => index.Attributes).Concat(Schema.Attributes).Distinct().ToList();
        if (types.DistinctBy(attribute => attribute.Name, StringComparer.Ordinal).Count() < types.Count)
        {
            throw new ArgumentException("a key attribute of a table and its indexes has one type", nameof(definition));
        }

        if (definition.TimeToLive is { } attribute)
        {
            ArgumentException.ThrowIfNullOrEmpty(attribute, nameof(definition));
            TimeToLive = new TimeToLive(attribute);
        }
    }

    private StoredTable(string name, int index, TimeToLive ends)
    {
        Name = name;
        Index = index;
        Schema = new KeySchema(new KeyAttribute("label", AttributeKind.S), new KeyAttribute("token", AttributeKind.S));
        TimeToLive = ends;
        Indexes = [];
        HasOneLabelForEachKey = true;
    }

    /// <summary>The engine's own table of request tokens; no table that is declared has a space in its name.</summary>
    internal static StoredTable OfTokens(int index) => new("request tokens", index, new TimeToLive(RequestToken.Ends));

    internal string Name { get; }

    internal int Index { get; }

    internal KeySchema Schema { get; }

    /// <summary>The secondary indexes, in the order that they were declared in.</summary>
    internal ImmutableArray<StoredIndex> Indexes { get; }

    /// <summary>What ends the table's items; <see langword="null"/> if nothing does.</summary>
    internal TimeToLive? TimeToLive { get; }

    /// <summary>Whether the facets of a key are all of one label, so that none hides another's.</summary>
    internal bool HasOneLabelForEachKey { get; }

    /// <summary>Whether it is the engine's own table of request tokens.</summary>
    internal bool IsOfTokens => HasOneLabelForEachKey;

    /// <summary>Whether the time of a stored item has come.</summary>
    internal bool HasEnded(byte[] stored, DateTimeOffset now) => TimeToLive is { } ends && ends.HasPassed(ItemCodec.Decode(stored), now);

    /// <summary>The index that a request names; <see langword="null"/> if it names none.</summary>
    /// <exception cref="ValidationException">There is no such index.</exception>
    internal StoredIndex? IndexOf(string? name) => name is null
        ? null
        : Indexes.FirstOrDefault(index => string.Equals(index.Name, name, StringComparison.Ordinal))
            ?? throw new ValidationException($"The table does not have the specified index: {name}");

    /// <summary>Checks the item of a write against the table and its indexes; gives a copy of its own.</summary>
    internal Dictionary<string, AttributeValue> Checked(Dictionary<string, AttributeValue>? item)
    {
        var copy = ItemValidation.Item(item, Schema);
        foreach (var index in Indexes)
        {
            index.EnsureFits(copy);
        }

        return SizeOf(copy) > ItemSize.Limit ? throw ItemValidation.TooLarge() : copy;
    }

    /// <summary>Checks what an update has made against the indexes; the old kind of update is told of empty keys as a put is.</summary>
    internal void EnsureUpdated(Dictionary<string, AttributeValue> item, bool isLegacy = false)
    {
        foreach (var index in Indexes)
        {
            index.EnsureFits(item, isUpdate: true, isLegacy);
        }

        ItemValidation.EnsureUpdatedSize(SizeOf(item));
    }

    // Its entries in local indexes have their share of what an item may have.
    private int SizeOf(Dictionary<string, AttributeValue> item) =>
        ItemSize.Of(item) + Indexes.Where(index => index.IsLocal && index.EntryOf(item) is not null).Sum(index => ItemSize.Of(index.Shown(item)));

    internal FacetKey KeyOf(Dictionary<string, AttributeValue> item) =>
        FacetKey.Of(KeyEncoding.Encode(item[Schema.Hash.Name]), SortOf(item));

    /// <summary>The encoded sort key; empty if the table has none.</summary>
    internal byte[] SortOf(Dictionary<string, AttributeValue> item) => Schema.Sort is null ? [] : KeyEncoding.Encode(item[Schema.Sort.Name]);

    internal static bool IsName(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    internal static KeyAttribute Attribute(KeyDefinition definition)
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
