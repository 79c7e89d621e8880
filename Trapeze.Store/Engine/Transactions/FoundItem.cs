using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Engine.Transactions;

/// <summary>An item that a TransactGetItems found.</summary>
/// <remarks>The SDK's documents and context take a plain dictionary for an item that was not found, and any other for one that was.</remarks>
internal sealed class FoundItem(Dictionary<string, AttributeValue> item) : Dictionary<string, AttributeValue>(item, StringComparer.Ordinal);
