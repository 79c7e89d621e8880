using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions;

/// <summary>Reads a condition as tests of keys.</summary>
internal static class KeyTests
{
    /// <summary>The tests that <paramref name="condition"/> joins with AND.</summary>
    /// <exception cref="ValidationException">It has anything else.</exception>
    public static IReadOnlyList<KeyTest> Of(ConditionNode condition)
    {
        var tests = new List<KeyTest>();
        var rest = new Stack<ConditionNode>([condition]);
        while (rest.TryPop(out var node))
        {
            if (node is Junction { IsAnd: true } junction)
            {
                foreach (var part in junction.Parts)
                {
                    rest.Push(part);
                }

                continue;
            }

            tests.Add(node switch
            {
                Comparison comparison => Compared(comparison),
                Between between => new(Key(between.Operand), KeyTestKind.Between, Value(between.Low).Value, Value(between.High).Value),
                BeginsWith beginsWith => new(Key(beginsWith.Operand), KeyTestKind.BeginsWith, Value(beginsWith.Prefix).Value),
                _ => throw BadOperator(node),
            });
        }

        return tests;
    }

    private static KeyTest Compared(Comparison comparison)
    {
        var flipped = comparison.Left is ValueOperand;
        var (key, value) = flipped ? (comparison.Right, comparison.Left) : (comparison.Left, comparison.Right);
        var kind = comparison.Kind switch
        {
            ComparisonKind.Equal => KeyTestKind.Equal,
            ComparisonKind.Less => flipped ? KeyTestKind.Greater : KeyTestKind.Less,
            ComparisonKind.LessOrEqual => flipped ? KeyTestKind.GreaterOrEqual : KeyTestKind.LessOrEqual,
            ComparisonKind.Greater => flipped ? KeyTestKind.Less : KeyTestKind.Greater,
            ComparisonKind.GreaterOrEqual => flipped ? KeyTestKind.LessOrEqual : KeyTestKind.GreaterOrEqual,
            _ => throw BadOperator(comparison),
        };
        return new(Key(key), kind, Value(value).Value);
    }

    private static string Key(Operand operand) => operand switch
    {
        PathOperand { Path.IsNested: true } nested => throw ConditionExpression.KeyIsScalar(nested.Path),
        PathOperand plain => plain.Path.Attribute,
        ValueOperand => throw new ValidationException("Invalid condition in KeyConditionExpression: No key attribute specified"),
        _ => throw Nested(),
    };

    private static ValueOperand Value(Operand operand) => operand switch
    {
        ValueOperand value => value,
        PathOperand => throw new ValidationException("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        _ => throw Nested(),
    };

    private static ValidationException Nested() => new("KeyConditionExpressions cannot contain nested operations");

    private static ValidationException BadOperator(ConditionNode node) => new($"Invalid operator used in KeyConditionExpression: {node switch
    {
        Junction => "OR",
        Not => "NOT",
        In => "IN",
        Comparison => "<>",
        _ => node.ToString().Split('(')[0],
    }}");
}
