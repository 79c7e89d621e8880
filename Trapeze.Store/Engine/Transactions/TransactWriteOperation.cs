using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine.Transactions;

internal static class TransactWriteOperation
{
    /// <summary>The most bytes that a transaction's items may have together.</summary>
    internal const long MostBytes = 4 << 20;

    internal static Task<TransactWriteItemsResponse> RunAsync(StoreView view, Func<string?, StoredTable> tableOf, StoredTable tokens, TransactWriteItemsRequest request)
    {
        TransactionReader.EnsureCount(request.TransactItems);
        RequestToken.EnsureLength(request.ClientRequestToken);
        var actions = new TransactionReader(tableOf).Read(request.TransactItems);
        var token = RequestToken.Of(request.ClientRequestToken, actions);
        var counts = Capacity.Asked(request.ReturnConsumedCapacity);
        return view.WriteAllAsync(
            label => [.. actions.Select(action => new TableKey(action.Table, action.Key)), .. token is null ? [] : new[] { new TableKey(tokens, token.KeyAt(label)) }],
            stored =>
            {
                var olds = actions.Select((action, at) => view.ItemOf(action.Table, stored[at])).ToList();
                if (token is not null && view.ItemOf(tokens, stored[^1]) is { } kept)
                {
                    return token.IsOf(kept)
                        ? ManyWritesDecision<TransactWriteItemsResponse>.Write([], new TransactWriteItemsResponse
                        {
                            ConsumedCapacity = TransactionCapacity.Read(counts, actions.Zip(olds, (action, old) => (action.Table, old))),
                        })
                        : ManyWritesDecision<TransactWriteItemsResponse>.Refuse(StoreErrors.TokenOfAnother());
                }

                var outcomes = actions.Zip(olds, (action, old) => action.On(old)).ToList();
                if (outcomes.Exists(outcome => outcome.Cancels))
                {
                    return ManyWritesDecision<TransactWriteItemsResponse>.Refuse(StoreErrors.Cancelled(outcomes.ConvertAll(outcome => outcome.Reason)));
                }

                EnsureSize(outcomes.Select(outcome => outcome.New));
                return ManyWritesDecision<TransactWriteItemsResponse>.Write(
                    [.. outcomes.Select(outcome => outcome.Write), .. token is null ? [] : new FacetWrite?[] { new FacetWrite(token.ToItem(view.Now)) }],
                    new TransactWriteItemsResponse
                    {
                        ConsumedCapacity = TransactionCapacity.Write(counts, actions.Zip(outcomes, (action, outcome) => (action.Table, outcome.Old, outcome.New))),
                    });
            });
    }

    internal static void EnsureSize(IEnumerable<Dictionary<string, AttributeValue>?> items)
    {
        if (items.Sum(item => item is null ? 0L : ItemSize.Of(item)) > MostBytes)
        {
            throw new ValidationException("The items of a transaction have exceeded the maximum allowed size of 4 MB together");
        }
    }
}
