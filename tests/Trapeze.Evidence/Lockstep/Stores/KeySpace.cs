using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>The keys of one program, numbered as the machine has them: in order, first those of a table with a hash key, then of one with a sort key too.</summary>
internal sealed class KeySpace(int slot, int program, IReadOnlyList<ScalarAttributeType> types)
{
    internal const string Hash = "h";
    internal const string Sort = "r";
    internal const string Index = "byNumber";
    internal const int PlainKeys = 4;
    internal const int Partitions = 2;
    internal const int Sorts = 3;
    internal const int Keys = PlainKeys + (Partitions * Sorts);

    private static readonly string[] Texts = ["a", "a\0", "é"];
    private static readonly string[] Numbers = ["-7.5", "0", "12"];
    private static readonly byte[][] Binaries = [[0], [0, 0], [255]];

    /// <summary>Whether this is the slot whose leftovers are looked for.</summary>
    internal bool IsWatched => slot == 0;

    internal string Plain => $"Hash{slot}";

    internal string Sorted => SortedOf(slot);

    /// <summary>The tables of one slot.</summary>
    internal static IEnumerable<TableDefinition> Tables(int slot, IReadOnlyList<ScalarAttributeType> types) =>
    [
        new($"Hash{slot}", new KeyDefinition(Hash, types[0])),
        new(SortedOf(slot), new KeyDefinition(Hash, types[1]), new KeyDefinition(Sort, types[2])) { Indexes = [new IndexDefinition(Index, new KeyDefinition(Contents.Number, ScalarAttributeType.N))] },
    ];

    /// <summary>Whether a table has the index, which is of the machine's values.</summary>
    internal static bool IsIndexed(string table) => table[0] == 'R';

    /// <summary>How DescribeTable names a table's keys.</summary>
    internal static string Describe(bool sorted, KeySpace keys) => sorted
        ? $"{Hash} HASH,{Sort} RANGE {Hash} {keys.TypeOf(1)},{Sort} {keys.TypeOf(2)},{Contents.Number} N"
        : $"{Hash} HASH {Hash} {keys.TypeOf(0)}";

    /// <summary>The name of a slot's table with a sort key.</summary>
    internal static string SortedOf(int slot) => $"Range{slot}";

    internal string TableOf(int key) => key < PlainKeys ? Plain : Sorted;

    internal static (int First, int Last) RangeOf(string table) => table[0] == 'H' ? (0, PlainKeys - 1) : (PlainKeys, Keys - 1);

    internal static (int First, int Last) PartitionOf(int key)
    {
        var first = key - ((key - PlainKeys) % Sorts);
        return key < PlainKeys ? (key, key) : (first, first + Sorts - 1);
    }

    internal AttributeValue HashOf(int key) => key < PlainKeys ? HashOf(types[0], key) : HashOf(types[1], (key - PlainKeys) / Sorts);

    internal AttributeValue SortOf(int key)
    {
        var at = (key - PlainKeys) % Sorts;
        return types[2].Value switch
        {
            "S" => new() { S = Texts[at] },
            "N" => new() { N = Numbers[at] },
            _ => new() { B = new MemoryStream(Binaries[at]) },
        };
    }

    internal Dictionary<string, AttributeValue> KeyOf(int key)
    {
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [Hash] = HashOf(key) };
        if (key >= PlainKeys)
        {
            attributes[Sort] = SortOf(key);
        }

        return attributes;
    }

    /// <summary>The item of a value: everything in it follows from key and value.</summary>
    internal Dictionary<string, AttributeValue> ItemOf(int key, int value)
    {
        var item = KeyOf(key);
        foreach (var (name, attribute) in Contents.Of(value))
        {
            item[name] = attribute;
        }

        return item;
    }

    private ScalarAttributeType TypeOf(int at) => types[at];

    private AttributeValue HashOf(ScalarAttributeType type, int group)
    {
        var number = (program * 10) + group;
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return type.Value switch
        {
            "S" => new() { S = $"p{number:d8}" },
            "N" => new() { N = number.ToString(CultureInfo.InvariantCulture) },
            _ => new() { B = new MemoryStream(bytes) },
        };
    }

    /// <summary>A key, mostly one of few: programs are short.</summary>
    internal static int Draw(Dice dice) => dice.Next(4) switch { 0 => 1, 1 => dice.Next(Keys), _ => PlainKeys + dice.Next(Sorts) };

    internal static ImmutableArray<ScalarAttributeType> DrawTypes(Dice dice) =>
        [.. Enumerable.Range(0, 3).Select(_ => dice.Pick([ScalarAttributeType.S, ScalarAttributeType.N, ScalarAttributeType.B]))];
}
