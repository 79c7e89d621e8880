using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>The keys that a request names, each with its table.</summary>
internal static class NamedKeys
{
    /// <summary>Those in the tables that there are; of one that is not whole, what there is of it.</summary>
    public static IEnumerable<(string Table, Dictionary<string, AttributeValue> Key)> Of(AmazonWebServiceRequest request, IReadOnlyList<TableDefinition> tables) =>
        from each in Named(request)
        join table in tables on each.Table equals table.Name
        select (table.Name, (each.Item ?? []).Where(attribute => attribute.Key == table.Hash.Name || attribute.Key == table.Sort?.Name).ToDictionary(StringComparer.Ordinal));

    private static IEnumerable<(string? Table, Dictionary<string, AttributeValue>? Item)> Named(AmazonWebServiceRequest request) => request switch
    {
        PutItemRequest put => [(put.TableName, put.Item)],
        UpdateItemRequest update => [(update.TableName, update.Key)],
        DeleteItemRequest delete => [(delete.TableName, delete.Key)],
        BatchGetItemRequest batch => batch.RequestItems.SelectMany(table => table.Value.Keys.Select(key => ((string?)table.Key, (Dictionary<string, AttributeValue>?)key))),
        BatchWriteItemRequest batch => batch.RequestItems.SelectMany(table => table.Value.Select(write => ((string?)table.Key, write.PutRequest?.Item ?? write.DeleteRequest?.Key))),
        TransactGetItemsRequest transaction => (transaction.TransactItems ?? []).Select(action => ((string?)action.Get?.TableName, (Dictionary<string, AttributeValue>?)action.Get?.Key)),
        TransactWriteItemsRequest transaction => (transaction.TransactItems ?? []).Select(action => (
            WriteUnits.TableOf(action), action.Put?.Item ?? action.Update?.Key ?? action.Delete?.Key ?? action.ConditionCheck?.Key)),
        _ => [],
    };
}
