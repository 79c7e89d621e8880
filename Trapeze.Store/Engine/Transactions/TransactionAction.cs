using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Engine.Transactions;

/// <summary>One action of a transaction, checked and copied from the request.</summary>
/// <param name="Table">The table.</param>
/// <param name="Condition">What it asks of the visible item.</param>
/// <param name="Asked">All that was asked, as one value: equal actions have equal ones.</param>
internal sealed record TransactionAction(StoredTable Table, WriteCondition Condition, AttributeValue Asked)
{
    /// <summary>The key; without meaning if there is a <see cref="Problem"/>.</summary>
    internal FacetKey Key { get; init; }

    /// <summary>What is wrong with the item or key that was sent; it cancels the transaction, as DynamoDB does, instead of refusing the request.</summary>
    internal string? Problem { get; init; }

    /// <summary>Makes the new item of the old one, <see langword="null"/> standing for absent; <see langword="null"/> if the action only asks.</summary>
    internal Func<Dictionary<string, AttributeValue>?, Dictionary<string, AttributeValue>?>? Make { get; init; }

    /// <summary>What the action does to the visible item.</summary>
    internal ActionOutcome On(Dictionary<string, AttributeValue>? old)
    {
        if (Condition.Test(old) is { } failed)
        {
            return new ActionOutcome(new CancellationReason { Code = "ConditionalCheckFailed", Message = failed.Message, Item = failed.Item }, old, null, null);
        }

        if (Make is null)
        {
            return new ActionOutcome(ActionOutcome.NoReason, old, old, null);
        }

        try
        {
            var made = Make(old);
            return new ActionOutcome(ActionOutcome.NoReason, old, made, new FacetWrite(made is null ? null : ItemCodec.Encode(made)));
        }
        catch (ValidationException invalid)
        {
            return new ActionOutcome(ActionOutcome.Invalid(invalid.Message), old, null, null);
        }
    }
}
