using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine;

internal static class GetOperation
{
    internal static async ValueTask<GetItemResponse> RunAsync(StoreView view, StoredTable table, GetItemRequest request)
    {
        var projection = ProjectionOf(request.ProjectionExpression, request.AttributesToGet, request.ExpressionAttributeNames, table.Schema);
        var key = table.KeyOf(ItemValidation.Key(request.Key, table.Schema));
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var stored = await view.NewestAsync(table, key);
        var item = view.ItemOf(table, stored);
        return new GetItemResponse
        {
            ConsumedCapacity = counts is not null
                ? Capacity.Of(table, counts, Capacity.Read(item is null ? 0 : ItemSize.Of(item), request.ConsistentRead))
                : null,
            Item = item is null ? null : projection?.Apply(item) ?? item,
        };
    }

    /// <summary>The projection; <see langword="null"/> for the whole item.</summary>
    internal static Projection? ProjectionOf(string? expression, List<string>? attributesToGet, Dictionary<string, string>? names, KeySchema schema)
    {
        if (expression is null && attributesToGet is null && names is null)
        {
            return null;
        }

        var placeholders = ExpressionParameters.Of(
            names, null, [("AttributesToGet", attributesToGet is { Count: > 0 })], new ExpressionParameter("ProjectionExpression", expression, TakesValues: false));
        var projection = Projection.Of(expression, attributesToGet, placeholders);
        placeholders.EnsureUsed();
        projection.EnsureKeysAreScalars(schema);
        return projection;
    }
}
