using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>An UpdateExpression or the legacy <c>AttributeUpdates</c>.</summary>
internal sealed class UpdateExpression
{
    public static UpdateExpression Parse(string text, Placeholders placeholders, KeySchema schema) => throw new NotSupportedException();

    /// <summary>Translates the legacy <c>AttributeUpdates</c>.</summary>
    public static UpdateExpression FromUpdates(Dictionary<string, AttributeValueUpdate> updates, KeySchema schema) => throw new NotSupportedException();

    /// <summary>The update of a request that names none: it creates the item if it is absent.</summary>
    public static UpdateExpression None => throw new NotSupportedException();

    /// <summary>Applies the update; neither argument is changed, and the result shares nothing with them.</summary>
    /// <param name="item">The item as it is, <c>null</c> if absent.</param>
    /// <param name="key">The validated key, of which an absent item starts.</param>
    public UpdateResult Apply(Dictionary<string, AttributeValue>? item, Dictionary<string, AttributeValue> key) => throw new NotSupportedException();
}
