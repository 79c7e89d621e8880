using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions;

/// <summary>What an update made of an item.</summary>
/// <param name="Item">The new item.</param>
/// <param name="UpdatedOld">For <c>UPDATED_OLD</c>: the touched paths as they were.</param>
/// <param name="UpdatedNew">For <c>UPDATED_NEW</c>: the touched paths as they are.</param>
internal sealed record UpdateResult(
    Dictionary<string, AttributeValue> Item,
    Dictionary<string, AttributeValue> UpdatedOld,
    Dictionary<string, AttributeValue> UpdatedNew);
