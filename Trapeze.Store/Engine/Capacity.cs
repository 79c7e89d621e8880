using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Indexes;
using Trapeze.Store.Items;
using Units = Amazon.DynamoDBv2.Model.Capacity;

namespace Trapeze.Store.Engine;

/// <summary>Consumed capacity by DynamoDB's published rule, from what the caller sees and sends; nothing is charged for what is hidden.</summary>
internal static class Capacity
{
    private const double ReadUnit = 4096;
    private const double WriteUnit = 1024;

    internal static double Read(long bytes, bool? consistent) => Math.Max(1, Math.Ceiling(bytes / ReadUnit)) * (consistent == true ? 1 : 0.5);

    internal static double Write(long bytes) => Math.Max(1, Math.Ceiling(bytes / WriteUnit));

    /// <summary>What a request asks for; <see langword="null"/> if it asks for nothing.</summary>
    internal static ReturnConsumedCapacity? Asked(ReturnConsumedCapacity? asked) => asked?.Value switch
    {
        null or "" => null,
        "INDEXES" or "TOTAL" or "NONE" => asked,
        _ => throw ItemValidation.NotOneOf("INDEXES, TOTAL, NONE", "returnConsumedCapacity", asked.Value),
    };

    internal static ConsumedCapacity? Of(StoredTable table, ReturnConsumedCapacity? asked, double units) => Of(table, asked, units, []);

    /// <summary>Of the entries of an index, and of what was fetched from the table besides.</summary>
    internal static ConsumedCapacity? OfIndex(StoredIndex index, ReturnConsumedCapacity? asked, double units, double fetched) =>
        Of(index.Table, asked, fetched, [(index, units)]);

    /// <summary>Of a write of one item: its indexes consume too.</summary>
    internal static ConsumedCapacity? OfWrite(
        StoredTable table, ReturnConsumedCapacity? asked, double units, Dictionary<string, AttributeValue>? old, Dictionary<string, AttributeValue>? made) =>
        Of(table, asked, units, Entries(table, [(old, made)]));

    /// <summary>Of several writes, each on its own.</summary>
    internal static ConsumedCapacity? OfWrites(
        StoredTable table, ReturnConsumedCapacity? asked, List<(Dictionary<string, AttributeValue>? Old, Dictionary<string, AttributeValue>? Made)> writes) =>
        Of(table, asked, writes.Sum(write => Write(Math.Max(SizeOf(write.Old), SizeOf(write.Made)))), Entries(table, writes));

    /// <summary>What the indexes of a table consume of writes; those that consume nothing are left out.</summary>
    internal static IEnumerable<(StoredIndex Index, double Units)> Entries(
        StoredTable table, IEnumerable<(Dictionary<string, AttributeValue>? Old, Dictionary<string, AttributeValue>? Made)> writes) =>
        table.Indexes.Select(index => (index, writes.Sum(write => IndexCapacity.Write(index, write.Old, write.Made)))).Where(each => each.Item2 > 0);

    internal static ConsumedCapacity? Of(StoredTable table, ReturnConsumedCapacity? asked, double units, IEnumerable<(StoredIndex Index, double Units)> entries)
    {
        switch (asked?.Value)
        {
            case "TOTAL":
                return new ConsumedCapacity { TableName = table.Name, CapacityUnits = units + entries.Sum(entry => entry.Units) };
            case "INDEXES":
                var parts = entries.ToList();
                return new ConsumedCapacity
                {
                    TableName = table.Name,
                    CapacityUnits = units + parts.Sum(entry => entry.Units),
                    Table = new Units { CapacityUnits = units },
                    GlobalSecondaryIndexes = Of(parts.Where(entry => !entry.Index.IsLocal)),
                    LocalSecondaryIndexes = Of(parts.Where(entry => entry.Index.IsLocal)),
                };
            default:
                return null;
        }
    }

    private static Dictionary<string, Units>? Of(IEnumerable<(StoredIndex Index, double Units)> entries)
    {
        var named = entries.ToDictionary(entry => entry.Index.Name, entry => new Units { CapacityUnits = entry.Units }, StringComparer.Ordinal);
        return named.Count > 0 ? named : null;
    }

    /// <summary>The bytes of an item; 0 if there is none.</summary>
    internal static int SizeOf(Dictionary<string, AttributeValue>? item) => item is null ? 0 : ItemSize.Of(item);
}
