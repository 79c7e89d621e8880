namespace Trapeze.LocalServers.Network;

/// <summary>A request of DynamoDB's, as far as a fault may depend on it.</summary>
/// <param name="Operation">Its operation: <c>PutItem</c>, for example.</param>
/// <param name="Number">How many came before it, on this way.</param>
public sealed record WireRequest(string Operation, long Number)
{
    /// <summary>Whether its doing leaves something behind.</summary>
    public bool Writes => Operation is "PutItem" or "UpdateItem" or "DeleteItem" or "BatchWriteItem" or "TransactWriteItems";

    /// <summary>The operation of a value of the header that names it.</summary>
    public static string OperationOf(string? target) => target is null ? "" : target[(target.LastIndexOf('.') + 1)..];
}
