using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions;

/// <summary>
/// The ExpressionAttributeNames and ExpressionAttributeValues of one request. All expressions of the request are parsed with the same
/// object; <see cref="EnsureUsed"/> comes last.
/// </summary>
internal sealed class Placeholders(Dictionary<string, string>? names, Dictionary<string, AttributeValue>? values)
{
    public Dictionary<string, string>? Names { get; } = names;

    public Dictionary<string, AttributeValue>? Values { get; } = values;

    /// <summary>Refuses names and values that no expression of the request used.</summary>
    public void EnsureUsed() => throw new NotSupportedException();
}
