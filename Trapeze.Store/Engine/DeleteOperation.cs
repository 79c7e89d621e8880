using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class DeleteOperation
{
    // Always a tombstone: older facets must not reappear, and whether there are any that the caller cannot see is not asked.
    internal static Task<DeleteItemResponse> RunAsync(StoreView view, StoredTable table, DeleteItemRequest request)
    {
        var returnsOld = PutOperation.ReturnsOld(request.ReturnValues);
        WriteCondition.EnsureParameters(request.ExpressionAttributeNames, request.ExpressionAttributeValues, request.ConditionExpression, request.Expected, request.ConditionalOperator);
        var key = table.KeyOf(ItemValidation.Key(request.Key, table.Schema));
        var placeholders = new Placeholders(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var condition = WriteCondition.Of(
            request.ConditionExpression, placeholders, request.Expected, request.ConditionalOperator, request.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        condition.EnsureKeysAreScalars(table.Schema);
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        return view.WriteAsync(table, key, !condition.IsAbsent || returnsOld || counts is not null, stored =>
        {
            var old = view.ItemOf(table, stored);
            return condition.Test(old) is { } refusal
                ? WriteDecision<DeleteItemResponse>.Refuse(refusal)
                : WriteDecision<DeleteItemResponse>.Write(item: null, new DeleteItemResponse
                {
                    Attributes = returnsOld ? old : null,
                    ConsumedCapacity = counts is null ? null : Capacity.OfWrite(table, counts, Capacity.Write(old is null ? 0 : ItemSize.Of(old)), old, made: null),
                });
        });
    }
}
