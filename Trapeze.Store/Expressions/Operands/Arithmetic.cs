using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Operands;

/// <summary>A sum or difference of numbers in an update.</summary>
internal sealed class Arithmetic(Operand left, bool isSum, Operand right) : Operand
{
    public override AttributeValue Resolve(Dictionary<string, AttributeValue>? item)
    {
        var first = Number(left, item);
        var second = Number(right, item);
        return new() { N = (isSum ? first.Add(second) : first.Subtract(second)).ToString() };
    }

    public override string ToString() => $"{left} {(isSum ? '+' : '-')} {right}";

    private static DynamoNumber Number(Operand operand, Dictionary<string, AttributeValue>? item) =>
        UpdateRefusals.Present(operand, item).N is { } number ? DynamoNumber.Parse(number) : throw UpdateRefusals.WrongType();
}
