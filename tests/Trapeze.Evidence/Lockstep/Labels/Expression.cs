using Trapeze.Core.Labels;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>A formula as it is written, with three readings: the machine's, the shipping code's, and the policy's text.</summary>
/// <remarks>A parameter that begins with <c>$</c> is open, and has none of the first two until it is bound.</remarks>
internal sealed class Expression
{
    private readonly char _operation;
    private readonly string _kind = "";
    private readonly string? _parameter;
    private readonly Expression[] _operands;

    private Expression(char operation, params Expression[] operands)
    {
        _operation = operation;
        _operands = operands;
    }

    private Expression(string kind, string? parameter)
        : this('x')
    {
        _kind = kind;
        _parameter = parameter;
    }

    internal static Expression Bottom { get; } = new('0');

    internal static Expression Top { get; } = new('1');

    // A meet with what everybody may see is no more than that: its other parameters need no value.
    private bool IsNothing => _operation switch
    {
        '0' => true,
        '&' => Array.TrueForAll(_operands, operand => operand.IsNothing),
        '|' => Array.Exists(_operands, operand => operand.IsNothing),
        _ => false,
    };

    internal static Expression Atom(string kind, string? parameter) => new(kind, parameter);

    internal Expression Join(Expression other) => new('&', this, other);

    internal Expression Meet(Expression other) => new('|', this, other);

    /// <summary>An expression over the order's atoms.</summary>
    /// <param name="dice">The choices.</param>
    /// <param name="order">The order.</param>
    /// <param name="variable">What may stand for a member: its name, given its family's parameter; <see langword="null"/>: every member is named.</param>
    /// <param name="depth">How deep it may be.</param>
    internal static Expression Draw(Dice dice, DeclaredOrder order, Func<string, string>? variable = null, int depth = 2)
    {
        switch (depth == 0 ? 9 : dice.Next(16))
        {
            case 0:
                return dice.Flip() ? Bottom : Top;
            case 1 or 2 or 3:
                return new('&', Draw(dice, order, variable, depth - 1), Draw(dice, order, variable, depth - 1));
            case 4 or 5 or 6:
                return new('|', Draw(dice, order, variable, depth - 1), Draw(dice, order, variable, depth - 1));
            default:
                var kind = dice.Pick(order.Kinds);
                return new(kind.Name, kind.Parameter is null ? null
                    : variable is not null && dice.Next(3) > 0 ? $"${variable(kind.Parameter)}"
                    : dice.Pick(DeclaredOrder.Members));
        }
    }

    /// <summary>The expression with its parameters filled in; <see langword="null"/> if one of them has no value.</summary>
    internal Expression? Bind(Func<string, string?> values)
    {
        if (_operation == 'x')
        {
            return _parameter is not ['$', ..] ? this : values(_parameter[1..]) is { } value ? new(_kind, value) : null;
        }

        if (IsNothing)
        {
            return Bottom;
        }

        var bound = Array.ConvertAll(_operands, operand => operand.Bind(values));
        return Array.Exists(bound, operand => operand is null) ? null : new(_operation, bound!);
    }

    internal ulong Meaning(Model.Order order) => _operation switch
    {
        '0' => order.Everywhere,
        '1' => 0,
        '&' => _operands[0].Meaning(order) & _operands[1].Meaning(order),
        '|' => _operands[0].Meaning(order) | _operands[1].Meaning(order),
        _ => order.Atom(ToString()),
    };

    internal Formula ToFormula(LabelOrder order) => _operation switch
    {
        '0' => order.NoFormula,
        '1' => order.EveryFormula,
        '&' => _operands[0].ToFormula(order).Join(_operands[1].ToFormula(order)),
        '|' => _operands[0].ToFormula(order).Meet(_operands[1].ToFormula(order)),
        _ => order.FormulaOf(_kind, _parameter),
    };

    public override string ToString() => _operation switch
    {
        '0' => "bottom",
        '1' => "top",
        'x' => _parameter is null ? _kind : $"{_kind}({_parameter})",
        _ => $"({_operands[0]} {_operation} {_operands[1]})",
    };
}
