using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class PutOperation
{
    internal static Task<PutItemResponse> RunAsync(StoreView view, StoredTable table, PutItemRequest request)
    {
        var returnsOld = ReturnsOld(request.ReturnValues);
        WriteCondition.EnsureParameters(request.ExpressionAttributeNames, request.ExpressionAttributeValues, request.ConditionExpression, request.Expected, request.ConditionalOperator);
        var item = table.Checked(request.Item);
        var placeholders = new Placeholders(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var condition = WriteCondition.Of(
            request.ConditionExpression, placeholders, request.Expected, request.ConditionalOperator, request.ReturnValuesOnConditionCheckFailure);
        placeholders.EnsureUsed();
        condition.EnsureKeysAreScalars(table.Schema);
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var bytes = ItemCodec.Encode(item);
        var size = counts is null ? 0 : ItemSize.Of(item);
        return view.WriteAsync(table, table.KeyOf(item), !condition.IsAbsent || returnsOld || counts is not null, stored =>
        {
            var old = view.ItemOf(table, stored);
            return condition.Test(old) is { } refusal
                ? WriteDecision<PutItemResponse>.Refuse(refusal)
                : WriteDecision<PutItemResponse>.Write(bytes, new PutItemResponse
                {
                    Attributes = returnsOld ? old : null,
                    ConsumedCapacity = counts is null ? null : Capacity.OfWrite(table, counts, Capacity.Write(Math.Max(size, old is null ? 0 : ItemSize.Of(old))), old, item),
                });
        });
    }

    internal static bool ReturnsOld(ReturnValue? asked) => asked?.Value switch
    {
        null or "" or "NONE" => false,
        "ALL_OLD" => true,
        _ => throw new ValidationException("ReturnValues can only be ALL_OLD or NONE"),
    };
}
