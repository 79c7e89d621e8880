using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Expressions.Operands;

/// <summary><c>list_append</c>: one list after another.</summary>
internal sealed class ListAppend(Operand first, Operand second) : Operand
{
    // The elements stay the item's; who keeps the list copies it.
    public override AttributeValue Resolve(Dictionary<string, AttributeValue>? item) =>
        new() { L = [.. List(first, item), .. List(second, item)] };

    public override string ToString() => $"list_append({first}, {second})";

    private static List<AttributeValue> List(Operand operand, Dictionary<string, AttributeValue>? item) =>
        UpdateRefusals.Present(operand, item) is { IsLSet: true } value ? value.L : throw UpdateRefusals.WrongType();
}
