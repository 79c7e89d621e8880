using Trapeze.Core.Labels;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>A label as it is written.</summary>
/// <param name="Secrecy">Who may learn.</param>
/// <param name="Integrity">Who vouches; <see langword="null"/> if it does not say.</param>
internal sealed record LabelExpression(Expression Secrecy, Expression? Integrity)
{
    internal static LabelExpression Draw(Dice dice, DeclaredOrder order, Func<string, string>? variable = null) =>
        new(Expression.Draw(dice, order, variable), dice.Next(4) == 0 ? Expression.Draw(dice, order, variable) : null);

    internal LabelExpression Join(LabelExpression other) => new(
        Secrecy.Join(other.Secrecy), Integrity is null || other.Integrity is null ? null : Integrity.Meet(other.Integrity));

    internal LabelExpression? Bind(Func<string, string?> values)
    {
        if (Secrecy.Bind(values) is not { } secrecy)
        {
            return null;
        }

        return Integrity is null ? new(secrecy, null) : Integrity.Bind(values) is { } integrity ? new(secrecy, integrity) : null;
    }

    internal Model.Label Meaning(Model.Order order) => new(Secrecy.Meaning(order), Integrity?.Meaning(order) ?? order.Everywhere);

    internal Label ToLabel(LabelOrder order) => order.Label(Secrecy.ToFormula(order), Integrity?.ToFormula(order) ?? order.NoFormula);

    public override string ToString() => Integrity is null ? Secrecy.ToString() : $"{Secrecy} ! {Integrity}";
}
