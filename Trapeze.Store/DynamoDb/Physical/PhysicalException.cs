namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>The physical table did not do what it was asked, or did not say.</summary>
/// <remarks>The message is for the operator; functions are told a constant.</remarks>
internal sealed class PhysicalException(string message, Exception? inner = null) : IOException(message, inner);
