using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store.Indexes;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Capacities of writes, of which DynamoDB Local counts some otherwise.</summary>
internal static class WriteUnits
{
    /// <summary>Whether theirs are ours, and one more for each delete of a batch.</summary>
    public static bool Explain(Exchange exchange) => Explain(exchange, static (_, _, _, _) => 0);

    /// <summary>Whether theirs are ours, and at most so many units more of a table's index as are given for the number of writes and the units of their items, and one more for each delete of a batch.</summary>
    /// <remarks>
    /// Of a transaction DynamoDB Local adds up the different ones among its actions' units, each four times: so they are at most twice ours, and, times the
    /// number of actions, at least ours. For a condition's check it counts units of reads, of 4 KB each: at least a quarter of those of writes.
    /// </remarks>
    public static bool Explain(Exchange exchange, Func<string, IndexDefinition, int, double, double> moreOf) =>
        TableUnits.Of(exchange.Theirs.Fields["ConsumedCapacity"]) is { } theirs && TableUnits.Of(exchange.Ours.Fields["ConsumedCapacity"]) is { } ours
        && theirs.Length == ours.Length && theirs.Zip(ours).All(pair => Explain(exchange, pair.First, pair.Second, moreOf));

    /// <summary>With the units that DynamoDB Local counts too many of an index that has half of an item's key before and after.</summary>
    public static bool ExplainByHalfKeys(Exchange exchange) => Explain(exchange, (table, index, _, units) => HalfKeys.MayBe(exchange, table, index) ? units : 0);

    /// <summary>As <see cref="ExplainByHalfKeys"/>, and with 100 bytes more that it counts of each entry of a local index, of which a write makes one and removes one.</summary>
    public static bool ExplainByLocalEntries(Exchange exchange) =>
        Explain(exchange, (table, index, writes, units) => index.Hash is null ? 2 * writes : HalfKeys.MayBe(exchange, table, index) ? units : 0);

    /// <summary>The table of an action; <see langword="null"/> if it names none.</summary>
    public static string? TableOf(TransactWriteItem action) =>
        action.Put?.TableName ?? action.Update?.TableName ?? action.Delete?.TableName ?? action.ConditionCheck?.TableName;

    private static bool Explain(Exchange exchange, TableUnits theirs, TableUnits ours, Func<string, IndexDefinition, int, double, double> moreOf)
    {
        var (writes, deletes) = Writes(exchange.Operation!.Request, ours.Name);
        var checks = exchange.Operation.Request is TransactWriteItemsRequest transaction && transaction.TransactItems.Exists(action => action.ConditionCheck is not null);
        var units = (ours.Own > 0 ? ours.Own : ours.Total) / (exchange.Operation.Request is TransactWriteItemsRequest ? 2 : 1);
        var indexes = exchange.Tables.Where(table => table.Name == ours.Name).SelectMany(table => table.Indexes).ToList();
        return theirs.Name == ours.Name
            && IsWithin(theirs.Own, ours.Own, deletes)
            && IsWithin(theirs.Total, ours.Total, deletes + indexes.Sum(index => moreOf(ours.Name, index, writes, units)))
            && theirs.Indexes.Keys.Union(ours.Indexes.Keys, StringComparer.Ordinal).All(name =>
                IsWithin(theirs.Indexes.GetValueOrDefault(name), ours.Indexes.GetValueOrDefault(name), moreOf(ours.Name, indexes.Single(index => index.Name == name), writes, units)));

        bool IsWithin(double their, double our, double more) => exchange.Operation.Request is TransactWriteItemsRequest
            ? our <= writes * their * (checks ? 2 : 1) && their <= 2 * (our + (2 * more))
            : our <= their && their <= our + more;
    }

    // Of a batch, deletes of what is not there may count twice.
    private static (int All, int Deletes) Writes(AmazonWebServiceRequest request, string table) => request switch
    {
        PutItemRequest or UpdateItemRequest or DeleteItemRequest => (1, 0),
        BatchWriteItemRequest batch when batch.RequestItems.TryGetValue(table, out var writes) => (writes.Count, writes.Count(write => write.DeleteRequest is not null)),
        TransactWriteItemsRequest transaction => (transaction.TransactItems.Count(action => TableOf(action) == table), 0),
        _ => (0, 0),
    };
}
