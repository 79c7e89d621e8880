using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine.Transactions;

internal static class TransactGetOperation
{
    internal static async ValueTask<TransactGetItemsResponse> RunAsync(StoreView view, Func<string?, StoredTable> tableOf, TransactGetItemsRequest request)
    {
        TransactionReader.EnsureCount(request.TransactItems);
        var gets = request.TransactItems.Select((asked, at) =>
            Plan(asked?.Get, tableOf, $"transactItems.{(at + 1).ToString(CultureInfo.InvariantCulture)}.member.get")).ToList();
        if (gets.Exists(get => get.Problem is not null))
        {
            throw StoreErrors.Cancelled(gets.ConvertAll(get => get.Problem is { } problem ? ActionOutcome.Invalid(problem) : ActionOutcome.NoReason));
        }

        TransactionReader.EnsureDistinct(gets.Select(get => get.Key));
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        var stored = await view.NewestOfAllAsync([.. gets.Select(get => get.Key)]);
        var items = gets.Select((get, at) => view.ItemOf(get.Key.Table, stored[at])).ToList();
        TransactWriteOperation.EnsureSize(items);
        return new TransactGetItemsResponse
        {
            Responses = [.. gets.Zip(items, (get, item) => new ItemResponse { Item = item is null ? null : new FoundItem(get.Projection?.Apply(item) ?? item) })],
            ConsumedCapacity = TransactionCapacity.Read(counts, gets.Zip(items, (get, item) => (get.Key.Table, item))),
        };
    }

    private static (TableKey Key, Projection? Projection, string? Problem) Plan(Get? get, Func<string?, StoredTable> tableOf, string at)
    {
        var table = tableOf((get ?? throw TransactionReader.Missing(at)).TableName ?? throw TransactionReader.Missing($"{at}.tableName"));
        _ = get.Key ?? throw TransactionReader.Missing($"{at}.key");
        var projection = GetOperation.ProjectionOf(get.ProjectionExpression, null, get.ExpressionAttributeNames, table.Schema);
        var key = ValueValidation.Attributes(get.Key);
        try
        {
            return (new TableKey(table, table.KeyOf(ItemValidation.Key(key, table.Schema))), projection, null);
        }
        catch (ValidationException invalid)
        {
            return (default, null, invalid.Message);
        }
    }
}
