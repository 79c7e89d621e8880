using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Shrinking;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Parts of a request that DynamoDB Local is asked about alone. It must refuse each of them: a write has a condition that is never true, or is of a key.</summary>
internal static class TheirParts
{
    private const string Never = "attribute_exists(#key) AND attribute_not_exists(#key)";

    public static IReadOnlyList<AmazonWebServiceRequest> Of(Exchange exchange) => exchange switch
    {
        { Operation.Request: BatchWriteItemRequest batch, Theirs.Error: "ValidationException", Ours.Error: "ValidationException" } => [.. exchange.Tables.SelectMany(table => Of(batch, table))],
        { Operation.Request: UpdateItemRequest update } when LateParts.IsOfKey(exchange) => [WithoutCondition(update)],
        _ => [],
    };

    private static IEnumerable<AmazonWebServiceRequest> Of(BatchWriteItemRequest batch, TableDefinition table)
    {
        var names = new Dictionary<string, string> { ["#key"] = table.Hash.Name };
        foreach (var write in batch.RequestItems.GetValueOrDefault(table.Name) ?? [])
        {
            if (write is { PutRequest: { } put, DeleteRequest: null })
            {
                yield return new PutItemRequest(table.Name, put.Item) { ConditionExpression = Never, ExpressionAttributeNames = names };
            }
            else if (write is { PutRequest: null, DeleteRequest: { } delete })
            {
                yield return new DeleteItemRequest(table.Name, delete.Key) { ConditionExpression = Never, ExpressionAttributeNames = names };
            }
        }
    }

    private static UpdateItemRequest WithoutCondition(UpdateItemRequest update)
    {
        var copy = RequestCopy.Of(update);
        copy.ConditionExpression = null;
        copy.ExpressionAttributeNames = SingleActions.Used(update.ExpressionAttributeNames, update.UpdateExpression);
        copy.ExpressionAttributeValues = SingleActions.Used(update.ExpressionAttributeValues, update.UpdateExpression);
        return copy;
    }
}
