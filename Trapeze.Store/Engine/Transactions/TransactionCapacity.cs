using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Indexes;

namespace Trapeze.Store.Engine.Transactions;

/// <summary>What a transaction consumes: each read and write counts twice, and each table has an entry of its own.</summary>
internal static class TransactionCapacity
{
    private const int Times = 2;

    internal static List<ConsumedCapacity>? Read(ReturnConsumedCapacity? asked, IEnumerable<(StoredTable Table, Dictionary<string, AttributeValue>? Item)> reads) =>
        Of(asked, reads.GroupBy(read => read.Table, read => read.Item), isWrite: false, items => items.Sum(item => Capacity.Read(Capacity.SizeOf(item), consistent: true)), (_, _) => []);

    internal static List<ConsumedCapacity>? Write(
        ReturnConsumedCapacity? asked, IEnumerable<(StoredTable Table, Dictionary<string, AttributeValue>? Old, Dictionary<string, AttributeValue>? New)> writes) =>
        Of(
            asked,
            writes.GroupBy(write => write.Table, write => (write.Old, write.New)),
            isWrite: true,
            each => each.Sum(write => Capacity.Write(Math.Max(Capacity.SizeOf(write.Old), Capacity.SizeOf(write.New)))),
            Capacity.Entries);

    private static List<ConsumedCapacity>? Of<T>(
        ReturnConsumedCapacity? asked,
        IEnumerable<IGrouping<StoredTable, T>> tables,
        bool isWrite,
        Func<IEnumerable<T>, double> unitsOf,
        Func<StoredTable, IEnumerable<T>, IEnumerable<(StoredIndex Index, double Units)>> entriesOf)
    {
        if (asked?.Value is not ("TOTAL" or "INDEXES"))
        {
            return null;
        }

        List<ConsumedCapacity> consumed = [];
        foreach (var table in tables)
        {
            var entries = entriesOf(table.Key, table).Select(entry => (entry.Index, Times * entry.Units));
            var capacity = Capacity.Of(table.Key, asked, Times * unitsOf(table), entries)!;
            capacity.ReadCapacityUnits = isWrite ? null : capacity.CapacityUnits;
            capacity.WriteCapacityUnits = isWrite ? capacity.CapacityUnits : null;
            consumed.Add(capacity);
        }

        return consumed;
    }
}
