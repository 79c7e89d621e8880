using System.Collections.Immutable;
using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>A label as a policy writes it, with parameters that are bound when an activation or a caller is known.</summary>
internal sealed class LabelTemplate
{
    internal LabelTemplate(LabelOrder order, FormulaTemplate secrecy, FormulaTemplate? integrity)
    {
        Order = order;
        Secrecy = secrecy;
        Integrity = integrity;
        Variables = [.. secrecy.Atoms.Concat(integrity?.Atoms ?? [])
            .Where(atom => atom.Parameter is { Kind: ParameterTemplateKind.Variable })
            .Select(atom => atom.Parameter!.Value.Text)
            .Distinct(StringComparer.Ordinal)];
    }

    internal LabelOrder Order { get; }

    internal FormulaTemplate Secrecy { get; }

    /// <summary>Who vouches; <see langword="null"/> if the policy does not say.</summary>
    internal FormulaTemplate? Integrity { get; }

    /// <summary>The names that have to be bound, each once.</summary>
    internal ImmutableArray<string> Variables { get; }

    /// <summary>The label with its parameters filled in; <see langword="null"/> if one of them has no usable value, or all come to a label too large.</summary>
    internal Label? Bind(Bindings bindings)
    {
        try
        {
            if (Secrecy.Bind(Order, bindings) is not { } secrecy)
            {
                return null;
            }

            var integrity = Integrity is null ? Order.NoFormula : Integrity.Bind(Order, bindings);
            return integrity is null ? null : Order.Label(secrecy, integrity);
        }
        catch (LabelTooLargeException)
        {
            return null;
        }
    }

    public override string ToString() => Integrity is null ? Secrecy.ToString() : $"{Secrecy} ! {Integrity}";
}
