using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Trapeze.Core.Labels;

/// <summary>The atoms and families that a policy declares and the partial order on them; makes and parses labels.</summary>
/// <remarks>
/// semantics §1. Immutable, and safe for concurrent use. Labels of different orders never flow to each other. Labels are interned: equal ones
/// are one object as long as anyone holds it, and nothing is held here.
/// </remarks>
public sealed class LabelOrder
{
    private readonly FrozenDictionary<string, AtomKind> _byName;
    private readonly FrozenDictionary<string, AtomKind>.AlternateLookup<ReadOnlySpan<char>> _byCharacters;
    private readonly InternTable<Formula> _formulas = new();
    private readonly InternTable<Label> _labels = new();
    private long _lastId;

    internal LabelOrder(IReadOnlyList<(string Name, string? Parameter)> kinds, int[] ranks, KindClosure closure)
    {
        Closure = closure;
        NoFormula = new Formula(this, [], hash: 0);
        EveryFormula = new Formula(this, [Clause.Top], hash: 1);
        Bottom = new Label(NoFormula, EveryFormula);
        Kinds = [.. kinds.Select((kind, index) => new AtomKind(this, index, ranks[index], kind.Name, kind.Parameter))];
        _byName = Kinds.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
        _byCharacters = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The most atoms and families that an order declares.</summary>
    public const int MaxKinds = 32_768;

    /// <summary>The longest text of a label, in UTF-16 code units; every label's canonical text fits.</summary>
    public const int MaxTextLength = 65_536;

    /// <summary>The longest canonical text of a formula, in UTF-16 code units: two of them make a label.</summary>
    public const int MaxFormulaLength = (MaxTextLength - 3) / 2;

    /// <summary>The longest parameter value that an atom may have, in UTF-16 code units.</summary>
    public const int MaxParameterLength = 1024;

    /// <summary>The declared atoms and families, in the order of their declaration.</summary>
    public ImmutableArray<AtomKind> Kinds { get; }

    /// <summary>The least label: seen by all, vouched for by all. Never a default.</summary>
    public Label Bottom { get; }

    /// <summary>The greatest label: above every atom, those made later included, and vouched for by nobody.</summary>
    public Label Top => EveryFormula.Plain;

    /// <summary>⊥ as a formula.</summary>
    public Formula NoFormula { get; }

    /// <summary>⊤ as a formula.</summary>
    public Formula EveryFormula { get; }

    /// <summary>Starts an order.</summary>
    public static LabelOrderBuilder CreateBuilder() => new();

    /// <summary>How atoms of <paramref name="lower"/> stand to those of <paramref name="upper"/>, through any steps or none.</summary>
    /// <exception cref="ArgumentException">A kind belongs to another order.</exception>
    public KindRelation Relate(AtomKind lower, AtomKind upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        RequireSame(lower.Order, this);
        RequireSame(upper.Order, this);
        return ReferenceEquals(lower, upper) ? (lower.IsFamily ? KindRelation.SameParameter : KindRelation.Every)
            : lower.IsBelowEvery(upper) ? KindRelation.Every
            : lower.IsBelowSame(upper) ? KindRelation.SameParameter
            : KindRelation.None;
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

    /// <summary>The label whose secrecy is one member of a family and for which nobody vouches.</summary>
    /// <exception cref="ArgumentException">
    /// The kind belongs to another order or is no family, or the parameter is longer than <see cref="MaxParameterLength"/>.
    /// </exception>
    public Label Label(AtomKind family, string parameter)
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
        RequireSame(secrecy.Order, this);
        RequireSame(integrity.Order, this);
        return integrity.IsBottom ? secrecy.Plain
            : secrecy.IsBottom && integrity.IsTop ? Bottom
            : _labels.GetOrAdd(new LabelKey(secrecy, integrity));
    }

    /// <summary>The formula of one atom; <paramref name="parameter"/> is given exactly for families.</summary>
    /// <exception cref="ArgumentException">No such atom is declared, a parameter is missing or too many, or it is too long.</exception>
    public Formula FormulaOf(string name, string? parameter)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TryGetKind(name, out var kind)
            ? FormulaOf(kind, parameter)
            : throw new ArgumentException("no such atom is declared", nameof(name));
    }

    /// <summary>The formula of one atom; <paramref name="parameter"/> is given exactly for families.</summary>
    /// <exception cref="ArgumentException">The kind belongs to another order, a parameter is missing or too many, or it is too long.</exception>
    public Formula FormulaOf(AtomKind kind, string? parameter)
    {
        ArgumentNullException.ThrowIfNull(kind);
        RequireSame(kind.Order, this);
        if (kind.IsFamily != parameter is not null)
        {
            throw new ArgumentException(kind.IsFamily ? "a family needs a parameter" : "this atom takes no parameter", nameof(parameter));
        }

        if (parameter is { Length: > MaxParameterLength })
        {
            throw new ArgumentException($"a parameter has at most {MaxParameterLength} code units", nameof(parameter));
        }

        return kind.Own ?? _formulas.GetOrAdd(new AtomKey(kind, parameter!));
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
                && Closure.Equals(other.Closure));
    }

    internal KindClosure Closure { get; }

    internal FlowCache Flows { get; } = new();

    /// <summary>The slots that the tables of formulas and labels hold now.</summary>
    internal int InternCapacity => _formulas.Capacity + _labels.Capacity;

    internal static void RequireSame(LabelOrder order, LabelOrder other)
    {
        if (!ReferenceEquals(order, other))
        {
            ThrowDifferent(nameof(other));
        }
    }

    internal bool TryGetKind(ReadOnlySpan<char> name, [NotNullWhen(true)] out AtomKind? kind) => _byCharacters.TryGetValue(name, out kind);

    /// <summary>The one formula of <paramref name="parameter"/>, which is within bounds.</summary>
    internal Formula MemberOf(AtomKind family, ReadOnlySpan<char> parameter) => _formulas.GetOrAdd(new AtomKey(family, parameter));

    /// <summary>The one formula of canonical clauses.</summary>
    /// <exception cref="LabelTooLargeException">The text would not fit <see cref="MaxFormulaLength"/>.</exception>
    internal Formula Intern(Clause[] canonical)
    {
        switch (canonical)
        {
            case []:
                return NoFormula;
            case [{ Atoms: [] }]:
                return EveryFormula;
            case [{ Atoms: [var atom] }]:
                return FormulaOf(atom.Kind, atom.Parameter);
            default:
                return LabelText.LengthOf(canonical) <= MaxFormulaLength
                    ? _formulas.GetOrAdd(new ClausesKey(this, canonical))
                    : throw new LabelTooLargeException();
        }
    }

    internal long NextId() => Interlocked.Increment(ref _lastId);

    // Apart, so that the check itself is inlined.
    [DoesNotReturn]
    private static void ThrowDifferent(string argument) => throw new ArgumentException("the labels belong to different orders", argument);
}
