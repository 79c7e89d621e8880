using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Allowances;

/// <summary>Transactions that were cancelled for the same reasons in other words.</summary>
internal static class CancelledAlike
{
    private const string Failed = "ConditionalCheckFailed: The conditional request failed";

    public static bool AreOne(Exchange exchange) =>
        exchange is { Theirs.Error: "TransactionCanceledException", Ours.Error: "TransactionCanceledException", Differing: [Answer.Reasons] }
        && exchange.Theirs.Fields[Answer.Reasons].Split('\n') is var theirs && exchange.Ours.Fields[Answer.Reasons].Split('\n') is var ours
        && theirs.Length == ours.Length && theirs.Zip(ours).All(pair => AreOne(pair.First, pair.Second));

    /// <summary>Whether theirs is the one reason that a key cannot be updated, and ours has it among those of all actions.</summary>
    public static bool AreOneOfAll(Exchange exchange) =>
        exchange is { Operation.Request: TransactWriteItemsRequest transaction, Theirs.Error: "TransactionCanceledException", Ours.Error: "TransactionCanceledException" }
        && Validation(exchange.Theirs.Fields[Answer.Reasons])?.StartsWith("One or more parameter values were invalid: Cannot update attribute ", StringComparison.Ordinal) == true
        && exchange.Ours.Fields[Answer.Reasons].Split('\n') is var ours && ours.Length == transaction.TransactItems.Count && ours.Contains(exchange.Theirs.Fields[Answer.Reasons], StringComparer.Ordinal);

    /// <summary>Whether they say the same of a key or item that does not fit, and theirs of conditions that failed, that of the same action too.</summary>
    public static bool AreBesideAKey(Exchange exchange) =>
        exchange is { Theirs.Error: "TransactionCanceledException", Ours.Error: "TransactionCanceledException", Differing: [Answer.Message, Answer.Reasons] }
        && exchange.Theirs.Fields[Answer.Reasons].Split('\n') is var theirs && exchange.Ours.Fields[Answer.Reasons].Split('\n') is var ours
        && theirs.Length == ours.Length && Array.Exists(ours, reason => Validation(reason) is not null)
        && theirs.Zip(ours).All(pair => AreOne(pair.First, pair.Second) || ((pair.Second.StartsWith("None: ", StringComparison.Ordinal) || Validation(pair.Second) is not null) && pair.First.StartsWith(Failed, StringComparison.Ordinal)));

    // The item that a failed condition gives comes behind its words.
    private static bool AreOne(string theirs, string ours) =>
        theirs == ours
        || (theirs.StartsWith($"{Failed}. ", StringComparison.Ordinal) && theirs == $"{Failed}.{ours[Math.Min(Failed.Length, ours.Length)..]}")
        || (Validation(theirs) is { } their && Validation(ours) is { } our && Wordings.AreOne(their, our));

    /// <summary>What a reason says that the item or key is refused for; <see langword="null"/> if it is another.</summary>
    public static string? Validation(string reason) =>
        reason.StartsWith("ValidationError: ", StringComparison.Ordinal) && reason.EndsWith(" none", StringComparison.Ordinal) ? reason["ValidationError: ".Length..^" none".Length] : null;
}
