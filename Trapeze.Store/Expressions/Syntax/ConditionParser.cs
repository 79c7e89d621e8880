using System.Collections.Immutable;
using Trapeze.Store.Expressions.Conditions;
using Trapeze.Store.Expressions.Operands;

namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Parses conditions, filters and key conditions, which have one grammar.</summary>
internal sealed class ConditionParser(TokenReader reader)
{
    private const int MaxCandidates = 100;

    // No more parentheses than this can each enclose something of its own: there are at most 300 operators. It bounds the recursion.
    private const int MaxDepth = 310;

    private readonly FunctionRules _functions = new(reader);
    private int _depth;

    /// <summary>Parses a whole expression.</summary>
    public ConditionNode Parse()
    {
        var condition = Condition(Or());
        if (!reader.At(TokenKind.End))
        {
            throw reader.SyntaxError();
        }

        return condition;
    }

    private Node Or()
    {
        var left = And();
        while (reader.At(TokenKind.Or))
        {
            var first = Condition(left);
            _ = reader.Take();
            reader.CountOperator();
            left = new Junction(isAnd: false, first, Condition(And()));
        }

        return left;
    }

    private Node And()
    {
        var left = Not();
        while (reader.At(TokenKind.And))
        {
            var first = Condition(left);
            _ = reader.Take();
            reader.CountOperator();
            left = new Junction(isAnd: true, first, Condition(Not()));
        }

        return left;
    }

    private Node Not()
    {
        var count = 0;
        for (; reader.TryTake(TokenKind.Not); count++)
        {
            reader.CountOperator();
        }

        var node = Primary();
        for (; count > 0; count--)
        {
            node = new Not(Condition(node));
        }

        return node;
    }

    /// <summary>A condition in parentheses, or operands with an operator between them, or one operand that may yet become either.</summary>
    private Node Primary()
    {
        var first = reader.At(TokenKind.OpenParenthesis) ? Parenthesised() : Operand();
        return first is Operand operand ? Comparison(operand) : first;
    }

    private Node Parenthesised()
    {
        Enter();
        reader.Expect(TokenKind.OpenParenthesis);
        var inner = Or();
        reader.Expect(TokenKind.CloseParenthesis);
        _depth--;
        return inner;
    }

    private Node Comparison(Operand left)
    {
        switch (reader.Current.Kind)
        {
            case TokenKind.Between:
                return Range(left);
            case TokenKind.In:
                return Candidates(left);
            case TokenKind.Equal:
            case TokenKind.NotEqual:
            case TokenKind.Less:
            case TokenKind.LessOrEqual:
            case TokenKind.Greater:
            case TokenKind.GreaterOrEqual:
                var kind = reader.Current.Kind - TokenKind.Equal + ComparisonKind.Equal;
                var sign = reader.Take();
                reader.CountOperator();
                var right = Operand();
                _functions.EnsureOperands(sign, ordered: kind > ComparisonKind.NotEqual, left, right);
                return new Comparison(kind, left, right);
            default:
                return left;
        }
    }

    private Between Range(Operand operand)
    {
        _ = reader.Take();
        reader.CountOperator();
        var low = Operand();
        reader.Expect(TokenKind.And);
        var high = Operand();
        _functions.EnsureOperands("BETWEEN", ordered: true, operand, low, high);
        _functions.EnsureBounds(low, high);
        return new Between(operand, low, high);
    }

    private In Candidates(Operand operand)
    {
        _ = reader.Take();
        reader.CountOperator();
        reader.Expect(TokenKind.OpenParenthesis);
        var candidates = Operands();
        _functions.EnsureOperands("IN", ordered: false, [operand, .. candidates]);
        return candidates.Length > MaxCandidates
            ? throw reader.Refuse($"The IN operator is provided with too many operands; number of operands: {candidates.Length}")
            : new In(operand, candidates);
    }

    private Operand Operand()
    {
        switch (reader.Current.Kind)
        {
            case TokenKind.ValuePlaceholder:
                return reader.Value();
            case TokenKind.OpenParenthesis:
                return Parenthesised() as Operand ?? throw reader.SyntaxError();
            case TokenKind.Name when reader.NextIs(TokenKind.OpenParenthesis):
                return Function();
            default:
                return new PathOperand(reader.Path());
        }
    }

    private Operand Function()
    {
        Enter();
        var name = reader.Take();
        reader.CountOperator();
        reader.Expect(TokenKind.OpenParenthesis);
        var arguments = Operands();
        _depth--;
        return _functions.Apply(name, arguments);
    }

    /// <summary>One or more operands and the parenthesis after them.</summary>
    private ImmutableArray<Operand> Operands()
    {
        var operands = ImmutableArray.CreateBuilder<Operand>();
        do
        {
            operands.Add(Operand());
        }
        while (reader.TryTake(TokenKind.Comma));

        reader.Expect(TokenKind.CloseParenthesis);
        return operands.ToImmutable();
    }

    private ConditionNode Condition(Node node) => node switch
    {
        ConditionNode condition => condition,
        FunctionOperand function => _functions.Condition(function),
        SizeOperand => throw _functions.NotAllowedHere("size"),
        _ => throw reader.SyntaxError(),
    };

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw reader.Redundant();
        }
    }
}
