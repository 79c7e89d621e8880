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

    // The item that a failed condition gives comes behind its words.
    private static bool AreOne(string theirs, string ours) =>
        theirs == ours
        || (theirs.StartsWith($"{Failed}. ", StringComparison.Ordinal) && theirs == $"{Failed}.{ours[Math.Min(Failed.Length, ours.Length)..]}")
        || (Validation(theirs) is { } their && Validation(ours) is { } our && Wordings.AreOne(their, our));

    /// <summary>What a reason says that the item or key is refused for; <see langword="null"/> if it is another.</summary>
    public static string? Validation(string reason) =>
        reason.StartsWith("ValidationError: ", StringComparison.Ordinal) && reason.EndsWith(" none", StringComparison.Ordinal) ? reason["ValidationError: ".Length..^" none".Length] : null;
}
