using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>What is wrong with updates.</summary>
internal static partial class UpdateFaults
{
    /// <summary>Whether both sides tell of a fault that an action of the update has by itself.</summary>
    public static bool AreOfTwoActions(Exchange exchange) =>
        exchange.FaultsAlone.Contains(exchange.Ours.Fields[Answer.Message], StringComparer.Ordinal)
        && exchange.FaultsAlone.Any(fault => Wordings.AreOne(exchange.Theirs.Fields[Answer.Message], fault));

    /// <summary>Whether DynamoDB Local refuses a transaction for what the engine cancels it for, or for an update's fault that the engine finds by itself.</summary>
    public static bool IsOfTransaction(Exchange exchange)
    {
        var theirs = exchange.Theirs.Fields[Answer.Message];
        return (exchange.Ours.Fields.GetValueOrDefault(Answer.Reasons) ?? "").Split('\n').Select(CancelledAlike.Validation).OfType<string>().Concat(exchange.FaultsAlone)
            .Any(fault => Wordings.AreOne(theirs, fault));
    }

    /// <summary>Whether the engine refuses an update for what it makes of the key of an index.</summary>
    public static bool IsOfIndexKeys(Exchange exchange) =>
        exchange is { Operation.Request: UpdateItemRequest, Ours.Error: "ValidationException" } && OfIndexKeys().IsMatch(exchange.Ours.Fields[Answer.Message])
        || exchange is { Operation.Request: TransactWriteItemsRequest, Ours.Error: "TransactionCanceledException" }
            && exchange.Ours.Fields[Answer.Reasons].Split('\n').Select(CancelledAlike.Validation).OfType<string>().Any(OfIndexKeys().IsMatch);

    /// <summary>Whether the engine refuses an update for the size of what it makes.</summary>
    public static bool IsOfSize(Exchange exchange)
    {
        const string Size = "Item size to update has exceeded the maximum allowed size";
        return exchange.Tables.Any(table => table.Indexes.Any(index => index.Hash is null))
            && (exchange is { Operation.Request: UpdateItemRequest, Ours.Error: "ValidationException" } && exchange.Ours.Fields[Answer.Message] == Size
                || exchange is { Operation.Request: TransactWriteItemsRequest, Ours.Error: "TransactionCanceledException" }
                    && exchange.Ours.Fields[Answer.Reasons].Split('\n').Any(reason => CancelledAlike.Validation(reason) == Size));
    }

    [GeneratedRegex("^The update expression attempted to update the secondary index key (to unsupported type|beyond allowed size limits)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfIndexKeys();
}
