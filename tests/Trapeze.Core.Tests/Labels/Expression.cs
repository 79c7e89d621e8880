using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Labels;

/// <summary>A formula as it is written, with two readings: the code's, and as a Boolean function of the atoms.</summary>
/// <remarks>
/// A free distributive lattice is what its maps to {0, 1} see of it: F ⊑ G iff every monotone yes-and-no to the atoms that makes F true makes
/// G true, with join read as "or" and meet as "and".
/// </remarks>
internal sealed class Expression
{
    private readonly char _operation;
    private readonly int _atom;
    private readonly Expression[] _operands;

    private Expression(char operation, int atom, params Expression[] operands)
    {
        _operation = operation;
        _atom = atom;
        _operands = operands;
    }

    public static Expression Draw(Tape tape, OrderCase order, int depth = 4)
    {
        switch (depth == 0 ? 0 : tape.Next(12))
        {
            case 1 or 2 or 3:
                return new Expression('&', 0, Draw(tape, order, depth - 1), Draw(tape, order, depth - 1));
            case 4 or 5 or 6:
                return new Expression('|', 0, Draw(tape, order, depth - 1), Draw(tape, order, depth - 1));
            case 7:
                return new Expression(tape.Flip() ? '1' : '0', 0);
            default:
                return new Expression('x', tape.Next(order.Atoms.Count));
        }
    }

    public Formula ToFormula(OrderCase order) => _operation switch
    {
        '&' => _operands[0].ToFormula(order).Join(_operands[1].ToFormula(order)),
        '|' => _operands[0].ToFormula(order).Meet(_operands[1].ToFormula(order)),
        '1' => order.Order.EveryFormula,
        '0' => order.Order.NoFormula,
        _ => order.FormulaOf(order.Atoms[_atom]),
    };

    public bool IsTrue(int assignment) => _operation switch
    {
        '&' => _operands[0].IsTrue(assignment) || _operands[1].IsTrue(assignment),
        '|' => _operands[0].IsTrue(assignment) && _operands[1].IsTrue(assignment),
        '1' => true,
        '0' => false,
        _ => (assignment & (1 << _atom)) != 0,
    };

    /// <summary>⊑ by the meaning, by brute force.</summary>
    public bool Implies(Expression other, OrderCase order) =>
        order.MonotoneAssignments().All(assignment => !IsTrue(assignment) || other.IsTrue(assignment));
}
