using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Operands;

/// <summary>How an update is refused that the item does not fit.</summary>
internal static class UpdateRefusals
{
    /// <summary>The operand's value, which must be there.</summary>
    public static AttributeValue Present(Operand operand, Dictionary<string, AttributeValue>? item) =>
        operand.Resolve(item) ?? throw new ValidationException("The provided expression refers to an attribute that does not exist in the item");

    public static ValidationException WrongType() => new("An operand in the update expression has an incorrect data type");

    public static ValidationException WrongPath() => new("The document path provided in the update expression is invalid for update");
}
