using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Draws keys, of few values, so that requests meet, and items.</summary>
internal sealed class ItemDraw(Chance chance, ValueDraw values)
{
    private const int HashLimit = 2048;
    private const int SortLimit = 1024;

    private static readonly ImmutableArray<string> Texts = ["a", "b", "ab", "abc", "é", "😀", "\uFFFD", "B", "a\0"];
    private static readonly ImmutableArray<string> Numbers = ["1", "1.0", "2", "-1", "10", "0", "1e2", "-2.5", "99999999999999999999999999999999999999"];
    private static readonly ImmutableArray<byte[]> Binaries = [[1], [1, 0], [1, 255], [255], [0], [1, 2], [0, 1], [255, 255], [128]];

    /// <summary>The value of a key attribute.</summary>
    public AttributeValue KeyValue(KeyDefinition key, bool isHash, int most = int.MaxValue)
    {
        if (chance.Mistake(4))
        {
            return chance.Next(6) switch
            {
                0 => new() { S = "" },
                1 => new() { B = new MemoryStream() },
                2 or 3 when key.Type != ScalarAttributeType.N => Long(key, (isHash ? HashLimit : SortLimit) + 1),
                4 => values.Any(),
                _ => values.Broken(),
            };
        }

        var at = chance.Next(Math.Min(most, isHash ? 3 : Texts.Length));
        return chance.Of(1)
            ? key.Type == ScalarAttributeType.N ? new() { N = values.Number() } : Long(key, (isHash ? HashLimit : SortLimit) - chance.Next(2))
            : key.Type.Value switch
            {
                "S" => new() { S = Texts[at] },
                "N" => new() { N = Numbers[at] },
                _ => new() { B = new MemoryStream(Binaries[at]) },
            };
    }

    /// <summary>The value of a key attribute of an index.</summary>
    public AttributeValue IndexKeyValue(TableDefinition table, KeyDefinition key) => KeyValue(key, IndexKeys.IsHash(table, key.Name));

    /// <summary>Two values of a sort key, the lower one first, but for a mistake.</summary>
    public (AttributeValue Low, AttributeValue High) Bounds(KeyDefinition key)
    {
        if (chance.Mistake(10))
        {
            return (KeyValue(key, isHash: false), KeyValue(key, isHash: false));
        }

        return key.Type.Value switch
        {
            "S" => (new() { S = chance.Pick("A", "a", "ab") }, new() { S = chance.Pick("ab", "b", "😀") }),
            "N" => (new() { N = chance.Pick("-2.5", "0", "1.0") }, new() { N = chance.Pick("1", "2", "1e2") }),
            _ => (new() { B = new MemoryStream(chance.Pick<byte[]>([0], [1], [1, 0])) }, new() { B = new MemoryStream(chance.Pick<byte[]>([1, 0], [1, 255], [255])) }),
        };
    }

    /// <summary>The key of an item.</summary>
    public Dictionary<string, AttributeValue> Key(TableDefinition table, int mostSorts = int.MaxValue)
    {
        var key = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [table.Hash.Name] = KeyValue(table.Hash, isHash: true) };
        if (table.Sort is not null)
        {
            key[table.Sort.Name] = KeyValue(table.Sort, isHash: false, mostSorts);
        }

        if (chance.Mistake(4))
        {
            key.Remove(chance.From(key.Keys.ToList()));
        }

        if (chance.Mistake(3))
        {
            key[chance.From(Attributes.Usual).Name] = values.Any();
        }

        return key;
    }

    /// <summary>Makes keys of numbers, all different.</summary>
    public Func<int, Dictionary<string, AttributeValue>> Numbered(TableDefinition table) => number =>
    {
        var key = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [table.Hash.Name] = Numbered(table.Hash, number) };
        if (table.Sort is not null)
        {
            key[table.Sort.Name] = Numbered(table.Sort, number);
        }

        return key;
    };

    /// <summary>An item with its key.</summary>
    public Dictionary<string, AttributeValue> Item(TableDefinition table)
    {
        var item = Key(table);
        foreach (var (name, kind) in Attributes.Usual)
        {
            if (IndexKeys.Of(table, name) is { } key)
            {
                if (chance.Of(75))
                {
                    item.TryAdd(name, IndexKeyValue(table, key));
                }
            }
            else if (chance.Of(35))
            {
                item.TryAdd(name, chance.Of(88) ? values.Of(kind) : values.Any());
            }
        }

        if (chance.Mistake(3))
        {
            item[chance.Pick("", new string('n', 65535), new string('n', 65536))] = values.Any();
        }

        if (chance.Mistake(6))
        {
            item["deep"] = values.Deep();
        }

        if (chance.Of(1) && chance.Of(40))
        {
            item["large"] = values.Large(chance.Mistake(70) ? 409_000 + chance.Next(1000) : chance.Pick(1000, 4000, 5000, 60_000, 300_000));
        }

        return item;
    }

    private static AttributeValue Numbered(KeyDefinition key, int number) => key.Type.Value switch
    {
        "S" => new() { S = $"k{number}" },
        "N" => new() { N = $"{number}" },
        _ => new() { B = new MemoryStream([1, (byte)number]) },
    };

    private static AttributeValue Long(KeyDefinition key, int length) =>
        key.Type == ScalarAttributeType.S ? new() { S = new string('k', length) } : new() { B = new MemoryStream(new byte[length]) };
}
