using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Expressions.Updates;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Legacy;

/// <summary>Translates AttributeUpdates.</summary>
internal static class LegacyUpdates
{
    /// <summary>The actions of <paramref name="updates"/>.</summary>
    public static List<UpdateAction> Of(Dictionary<string, AttributeValueUpdate> updates) => [.. updates.Select(entry => Action(entry.Key, entry.Value))];

    private static UpdateAction Action(string attribute, AttributeValueUpdate update)
    {
        var target = new DocumentPath(attribute.Length > 0 ? attribute : throw ItemValidation.Invalid("Empty attribute name"));
        var action = update.Action?.Value ?? "PUT";
        if (action is not ("PUT" or "ADD" or "DELETE"))
        {
            throw new ValidationException($"1 validation error detected: Value '{action}' at 'attributeUpdates.{attribute}.member.action' failed to satisfy "
                + "constraint: Member must satisfy enum value set: [ADD, DELETE, PUT]");
        }

        if (update.Value is null)
        {
            return action is "DELETE"
                ? new RemoveAction(target)
                : throw ItemValidation.Invalid("Only DELETE action is allowed when no attribute value is specified");
        }

        var value = new ValueOperand(ValueValidation.Value(update.Value), "?");
        return (action, value.StaticKind) switch
        {
            ("PUT", _) => new SetAction(target, value),
            ("DELETE", AttributeKind.SS or AttributeKind.NS or AttributeKind.BS) => new DeleteAction(target, value, Mismatch),
            ("DELETE", _) => throw ItemValidation.Invalid($"DELETE action with value is not supported for the type {value.StaticKind}"),
            (_, AttributeKind.N or AttributeKind.L or AttributeKind.SS or AttributeKind.NS or AttributeKind.BS) => new AddAction(target, value, Mismatch),
            _ => throw ItemValidation.Invalid($"ADD action is not supported for the type {value.StaticKind}"),
        };
    }

    private static ValidationException Mismatch() => new("Type mismatch for attribute to update");
}
