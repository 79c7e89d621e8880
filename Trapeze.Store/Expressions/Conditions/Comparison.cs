using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Conditions;

/// <summary>A comparison. What is missing or of another type is not equal to anything and in no order.</summary>
internal sealed class Comparison(ComparisonKind kind, Operand left, Operand right) : ConditionNode
{
    public ComparisonKind Kind { get; } = kind;

    public Operand Left { get; } = left;

    public Operand Right { get; } = right;

    public override bool Evaluate(Dictionary<string, AttributeValue>? item)
    {
        if (Left.Resolve(item) is not { } first || Right.Resolve(item) is not { } second)
        {
            return Kind == ComparisonKind.NotEqual;
        }

        return Kind switch
        {
            ComparisonKind.Equal => ValueComparer.Instance.Equals(first, second),
            ComparisonKind.NotEqual => !ValueComparer.Instance.Equals(first, second),
            ComparisonKind.Less => ValueComparer.Order(first, second) < 0,
            ComparisonKind.LessOrEqual => ValueComparer.Order(first, second) <= 0,
            ComparisonKind.Greater => ValueComparer.Order(first, second) > 0,
            _ => ValueComparer.Order(first, second) >= 0,
        };
    }

    public override string ToString() => $"{Left} {Sign(Kind)} {Right}";

    /// <summary>The operator as it is written.</summary>
    public static string Sign(ComparisonKind kind) => kind switch
    {
        ComparisonKind.Equal => "=",
        ComparisonKind.NotEqual => "<>",
        ComparisonKind.Less => "<",
        ComparisonKind.LessOrEqual => "<=",
        ComparisonKind.Greater => ">",
        _ => ">=",
    };
}
