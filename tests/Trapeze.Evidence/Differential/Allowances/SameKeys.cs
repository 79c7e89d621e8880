using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Requests that name one key twice.</summary>
internal static class SameKeys
{
    /// <summary>Whether the engine refuses a batch for keys that are the same, all of them written differently.</summary>
    public static bool AreInBatch(Exchange exchange)
    {
        var keys = Keys(exchange).ToList();
        return Says(exchange, "Provided list of item keys contains duplicates")
            && Twice(keys, ValueText.Of).Any() && !Twice(keys, ValueText.AsWritten).Any();
    }

    /// <summary>Whether the engine refuses a transaction for two actions on one item, and DynamoDB Local for something else; if their key is not of texts, it may do anything.</summary>
    public static bool AreInTransaction(Exchange exchange)
    {
        var twice = Twice(Keys(exchange), ValueText.Of).ToList();
        return Says(exchange, "Transaction request cannot include multiple operations on one item") && twice.Count > 0
            && (exchange.Theirs.Error is not null || twice.Exists(key => key.M.Values.Any(value => value.S is null)));
    }

    private static bool Says(Exchange exchange, string fault) => exchange.Ours.Error is "ValidationException" && exchange.Ours.Fields[Answer.Message] == fault;

    private static IEnumerable<AttributeValue> Twice(IEnumerable<(string Table, AttributeValue Key)> keys, Func<AttributeValue?, string> text) =>
        keys.GroupBy(each => $"{each.Table} {text(each.Key)}", each => each.Key, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.First());

    private static IEnumerable<(string Table, AttributeValue Key)> Keys(Exchange exchange) =>
        from each in Named(exchange.Operation!.Request)
        join table in exchange.Tables on each.Table equals table.Name
        select (table.Name, new AttributeValue
        {
            M = (each.Item ?? []).Where(attribute => attribute.Key == table.Hash.Name || attribute.Key == table.Sort?.Name).ToDictionary(StringComparer.Ordinal),
        });

    private static IEnumerable<(string? Table, Dictionary<string, AttributeValue>? Item)> Named(AmazonWebServiceRequest request) => request switch
    {
        BatchGetItemRequest batch => batch.RequestItems.SelectMany(table => table.Value.Keys.Select(key => ((string?)table.Key, (Dictionary<string, AttributeValue>?)key))),
        BatchWriteItemRequest batch => batch.RequestItems.SelectMany(table => table.Value.Select(write => ((string?)table.Key, write.PutRequest?.Item ?? write.DeleteRequest?.Key))),
        TransactGetItemsRequest transaction => transaction.TransactItems.Select(action => ((string?)action.Get?.TableName, (Dictionary<string, AttributeValue>?)action.Get?.Key)),
        TransactWriteItemsRequest transaction => transaction.TransactItems.Select(action => (
            action.Put?.TableName ?? action.Update?.TableName ?? action.Delete?.TableName ?? action.ConditionCheck?.TableName,
            action.Put?.Item ?? action.Update?.Key ?? action.Delete?.Key ?? action.ConditionCheck?.Key)),
        _ => [],
    };
}
