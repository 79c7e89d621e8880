using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Trapeze.Core.Labels;

/// <summary>The atoms and families that a policy declares and the partial order on them; makes and parses labels.</summary>
/// <remarks>semantics §1. Immutable. Labels of different orders never flow to each other.</remarks>
public sealed class LabelOrder
{
    private readonly FrozenDictionary<string, AtomKind> _byName;
    private readonly KindClosure _closure;

    internal LabelOrder(IReadOnlyList<(string Name, string? Parameter)> kinds, KindClosure closure)
    {
        Kinds = [.. kinds.Select((kind, index) => new AtomKind(this, index, kind.Name, kind.Parameter))];
        _byName = Kinds.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
        _closure = closure;
        NoFormula = Formula.Bottom(this);
        EveryFormula = Formula.Top(this);
        Bottom = new Label(NoFormula, EveryFormula);
        Top = new Label(EveryFormula, NoFormula);
    }

    /// <summary>The longest parameter value that an atom may have, in UTF-16 code units.</summary>
    public const int MaxParameterLength = 1024;

    /// <summary>The declared atoms and families, in the order of their declaration.</summary>
    public ImmutableArray<AtomKind> Kinds { get; }

    /// <summary>The least label: seen by all, vouched for by all. Never a default.</summary>
    public Label Bottom { get; }

    /// <summary>The greatest label: above every atom, those made later included, and vouched for by nobody.</summary>
    public Label Top { get; }

    /// <summary>⊥ as a formula.</summary>
    public Formula NoFormula { get; }

    /// <summary>⊤ as a formula.</summary>
    public Formula EveryFormula { get; }

    /// <summary>Starts an order.</summary>
    public static LabelOrderBuilder CreateBuilder() => new();

    /// <summary>How atoms of <paramref name="lower"/> stand to those of <paramref name="upper"/>, through any number of steps.</summary>
    /// <exception cref="ArgumentException">A kind belongs to another order.</exception>
    public KindRelation Relate(AtomKind lower, AtomKind upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        return ReferenceEquals(lower.Order, this) && ReferenceEquals(upper.Order, this)
            ? _closure.Relate(lower.Index, upper.Index)
            : throw new ArgumentException("the labels belong to different orders", nameof(upper));
    }

    /// <summary>The kind declared as <paramref name="name"/>.</summary>
    public bool TryGetKind(string name, [NotNullWhen(true)] out AtomKind? kind) => _byName.TryGetValue(name, out kind);

    /// <summary>The label whose secrecy is one declared atom and for which nobody vouches.</summary>
    /// <exception cref="ArgumentException">No such atom is declared, or it is a family.</exception>
    public Label Label(string atom) => Label(FormulaOf(atom, parameter: null));

    /// <summary>The label whose secrecy is one member of a family and for which nobody vouches.</summary>
    /// <exception cref="ArgumentException">No such family is declared, or the parameter is longer than <see cref="MaxParameterLength"/>.</exception>
    public Label Label(string family, string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Label(FormulaOf(family, parameter));
    }

    /// <summary>The label of a secrecy formula for which nobody vouches.</summary>
    /// <exception cref="ArgumentException">The formula belongs to another order.</exception>
    public Label Label(Formula secrecy) => Label(secrecy, NoFormula);

    /// <summary>The label of a secrecy and an integrity formula.</summary>
    /// <exception cref="ArgumentException">A formula belongs to another order.</exception>
    public Label Label(Formula secrecy, Formula integrity)
    {
        ArgumentNullException.ThrowIfNull(secrecy);
        ArgumentNullException.ThrowIfNull(integrity);
        return ReferenceEquals(secrecy.Order, this) && ReferenceEquals(integrity.Order, this)
            ? new Label(secrecy, integrity)
            : throw new ArgumentException("the labels belong to different orders", nameof(secrecy));
    }

    /// <summary>The formula of one atom; <paramref name="parameter"/> is given exactly for families.</summary>
    /// <exception cref="ArgumentException">No such atom is declared, a parameter is missing or too many, or it is too long.</exception>
    public Formula FormulaOf(string name, string? parameter)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!TryGetKind(name, out var kind))
        {
            throw new ArgumentException("no such atom is declared", nameof(name));
        }

        if (kind.IsFamily != parameter is not null)
        {
            throw new ArgumentException(kind.IsFamily ? "a family needs a parameter" : "this atom takes no parameter", nameof(parameter));
        }

        if (parameter is { Length: > MaxParameterLength })
        {
            throw new ArgumentException($"a parameter has at most {MaxParameterLength} code units", nameof(parameter));
        }

        return Formula.Of(new Atom(kind, parameter));
    }

    /// <summary>Reads a label's text, canonical or not.</summary>
    /// <exception cref="FormatException">The text is not a label of this order.</exception>
    public Label Parse(string text) =>
        TryParse(text, out var label, out var error) ? label : throw new FormatException(error.Message);

    /// <summary>Reads a label's text, canonical or not.</summary>
    public bool TryParse(string text, [NotNullWhen(true)] out Label? label, out LabelTextError error)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LabelText.TryParse(this, text, out label, out error);
    }

    /// <summary>Whether <paramref name="other"/> declares the same kinds in the same order, so that the one can stand for the other.</summary>
    public bool IsSameAs(LabelOrder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other)
            || (Kinds.Select(kind => (kind.Name, kind.Parameter)).SequenceEqual(other.Kinds.Select(kind => (kind.Name, kind.Parameter)))
                && _closure.Equals(other._closure));
    }
}
