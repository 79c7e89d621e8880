using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class UpdateOperation
{
    internal static Task<UpdateItemResponse> RunAsync(StoreView view, StoredTable table, UpdateItemRequest request)
    {
        var returns = Returns(request.ReturnValues);
        ExpressionParameters.Ensure(
            request.ExpressionAttributeNames,
            request.ExpressionAttributeValues,
            [
                ("AttributeUpdates", request.AttributeUpdates is { Count: > 0 }),
                ("Expected", request.Expected is { Count: > 0 }),
                ("ConditionalOperator", request.ConditionalOperator is not null),
            ],
            new ExpressionParameter("UpdateExpression", request.UpdateExpression),
            new ExpressionParameter("ConditionExpression", request.ConditionExpression));
        var key = ItemValidation.Key(request.Key, table.Schema);
        var placeholders = new Placeholders(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var update = Update(request, placeholders);
        var condition = WriteCondition.Of(
            request.ConditionExpression, placeholders, request.Expected, request.ConditionalOperator, request.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        condition.EnsureKeysAreScalars(table.Schema);
        update.EnsureKeysAreKept(table.Schema);
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        return view.WriteAsync(table, table.KeyOf(key), dependsOnItem: true, stored =>
        {
            var old = view.ItemOf(table, stored);
            if (condition.Test(old) is { } refusal)
            {
                return WriteDecision<UpdateItemResponse>.Refuse(refusal);
            }

            var result = update.Apply(old, key);
            ItemValidation.EnsureUpdated(result.Item);
            table.EnsureUpdated(result.Item, isLegacy: request.AttributeUpdates is not null);
            return WriteDecision<UpdateItemResponse>.Write(ItemCodec.Encode(result.Item), new UpdateItemResponse
            {
                Attributes = NullIfEmpty(returns switch
                {
                    "ALL_OLD" => old,
                    "UPDATED_OLD" => result.UpdatedOld,
                    "ALL_NEW" => result.Item,
                    "UPDATED_NEW" => result.UpdatedNew,
                    _ => null,
                }),
                ConsumedCapacity = counts is null
                    ? null
                    : Capacity.OfWrite(table, counts, Capacity.Write(Math.Max(ItemSize.Of(result.Item), old is null ? 0 : ItemSize.Of(old))), old, result.Item),
            });
        });
    }

    private static UpdateExpression Update(UpdateItemRequest request, Placeholders placeholders)
    {
        if (request.UpdateExpression is not null)
        {
            return UpdateExpression.Parse(request.UpdateExpression, placeholders);
        }

        return request.AttributeUpdates is { Count: > 0 } updates ? UpdateExpression.FromUpdates(updates) : UpdateExpression.None;
    }

    private static string Returns(ReturnValue? asked) => asked?.Value switch
    {
        null or "" => "NONE",
        "NONE" or "ALL_OLD" or "UPDATED_OLD" or "ALL_NEW" or "UPDATED_NEW" => asked.Value,
        _ => throw new ValidationException("ReturnValues can only be NONE, ALL_OLD, UPDATED_OLD, ALL_NEW or UPDATED_NEW"),
    };

    private static Dictionary<string, AttributeValue>? NullIfEmpty(Dictionary<string, AttributeValue>? attributes) =>
        attributes is { Count: > 0 } ? attributes : null;
}
