using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Items that have one of an index's two keys before a write, and the other one after it.</summary>
internal static class HalfKeys
{
    /// <summary>Whether a request asks for the units of writes to a table that has an index with two keys.</summary>
    public static bool AreOf(AmazonWebServiceRequest request, IReadOnlyList<TableDefinition> tables) =>
        Counted(request) is "TOTAL" or "INDEXES" && tables.Any(table => table.Indexes.Any(HasTwo));

    /// <summary>Whether the index has half of a key of what was written, before and after.</summary>
    public static bool MayBe(Exchange exchange, string table, IndexDefinition index) =>
        HasTwo(index) && exchange.Written.Any(written => written.Table == table && OnlyKey(index, written.Before) is { } before && OnlyKey(index, written.After) is { } after && before != after);

    private static bool HasTwo(IndexDefinition index) => index is { Hash: not null, Sort: not null };

    private static string? OnlyKey(IndexDefinition index, Dictionary<string, AttributeValue>? item) => (item?.ContainsKey(index.Hash!.Name), item?.ContainsKey(index.Sort!.Name)) switch
    {
        (true, false) => index.Hash!.Name,
        (false, true) => index.Sort!.Name,
        _ => null,
    };

    private static string? Counted(AmazonWebServiceRequest request) => request switch
    {
        PutItemRequest put => put.ReturnConsumedCapacity?.Value,
        UpdateItemRequest update => update.ReturnConsumedCapacity?.Value,
        DeleteItemRequest delete => delete.ReturnConsumedCapacity?.Value,
        BatchWriteItemRequest batch => batch.ReturnConsumedCapacity?.Value,
        TransactWriteItemsRequest transaction => transaction.ReturnConsumedCapacity?.Value,
        _ => null,
    };
}
