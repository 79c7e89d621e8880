namespace Trapeze.Store.Items;

/// <summary>A request that DynamoDB refuses with <c>ValidationException</c>; its message is what the caller is told.</summary>
/// <remarks>It is built from the request and from the items the caller sees, and from nothing else (semantics §3).</remarks>
internal sealed class ValidationException(string message) : Exception(message);
