using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Engine.Transactions;

/// <summary>What one action of a transaction comes to.</summary>
/// <param name="Reason">Why it cancels the transaction, or that it does not.</param>
/// <param name="Old">The visible item that it found.</param>
/// <param name="New">The item that it leaves.</param>
/// <param name="Write">The facet that it writes; <see langword="null"/> for none.</param>
internal sealed record ActionOutcome(CancellationReason Reason, Dictionary<string, AttributeValue>? Old, Dictionary<string, AttributeValue>? New, FacetWrite? Write)
{
    private const string None = "None";

    internal static CancellationReason NoReason => new() { Code = None };

    internal bool Cancels => !string.Equals(Reason.Code, None, StringComparison.Ordinal);

    internal static CancellationReason Invalid(string message) => new() { Code = "ValidationError", Message = message };
}
