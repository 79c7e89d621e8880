using System.Collections.Immutable;
using Trapeze.Core.Labels;

namespace Trapeze.Store.Places;

/// <summary>Where a formula is filed (above it) and where a formula looks (below it), so that they meet exactly when the one flows to the other.</summary>
/// <remarks>
/// <para>
/// A facet at F is filed at places above F; a reader at L looks at places below L. Whatever is found at a place G satisfies F ⊑ G ⊑ L, so that
/// nothing hidden is ever touched. The converse, that F ⊑ L implies a common place, holds atom by atom, clause by clause, formula by formula:
/// </para>
/// <para>
/// <b>Atoms.</b> For x ≤ y there is a common z. Below(y) lists y, the single atoms below y, the members of other families with y's parameter
/// that are below y, and the collectors below y: all finite. The one x missing there is a member of a family whose every member is below y's
/// kind; above(x) therefore has, beside x, the collector of each <i>least</i> kind T with that property, and one of those T is below or equal
/// to y's kind. For several x below one y the same holds with the least places above all of them.
/// </para>
/// <para>
/// <b>Clauses.</b> c ⊑ d gives an x in c below each y in d, hence a z for each y; their meet lies between. It is among the meets of subsets of
/// what is above c's atoms, and among the meets of one place below each of d's atoms.
/// </para>
/// <para>
/// <b>Formulas.</b> F ⊑ L sends each clause of F to one of L; those sent to the same d share one clause between (a group's least upper
/// places), so that the reader needs at most one place for each of its clauses: a product, not a power set.
/// </para>
/// <para>
/// ⊤ is above everything and looked at by hardly anyone: it would cost every write a row. A reader at ⊤ goes through all labels in use instead.
/// </para>
/// </remarks>
internal sealed class PlaceOrder
{
    private readonly ImmutableArray<AtomKind> _kinds;
    private readonly LabelOrder _order;
    private readonly ImmutableArray<PlaceAtom> _singles;
    private readonly ImmutableArray<PlaceAtom> _collectors;
    private readonly ImmutableHashSet<AtomKind> _gathering;

    internal PlaceOrder(LabelOrder order)
    {
        _order = order;
        _kinds = order.Kinds;
        _singles = [.. _kinds.Where(kind => !kind.IsFamily).Select(PlaceAtom.All)];
        _collectors = [.. _kinds.Where(Collects).Select(PlaceAtom.All)];
        _gathering = [.. _kinds.Where(kind => kind.IsFamily).SelectMany(LeastAboveEvery)];
    }

    /// <summary>What can be said of a place.</summary>
    internal PlaceTraits TraitsOf(PlaceFormula secrecy, PlaceFormula integrity) => new(
        secrecy.Atoms.Concat(integrity.Atoms).Any(atom => atom.Parameter is not null),
        secrecy.Atoms.Any(atom => atom.IsCollector || (atom.Parameter is null && _gathering.Contains(atom.Kind))),
        integrity.IsBottom && (secrecy.IsBottom || (secrecy.Atoms.Any() && secrecy.Atoms.All(IsComparable))));

    /// <summary>The places that <paramref name="formula"/> is filed at.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="withTop">Whether ⊤ is one of them.</param>
    internal IReadOnlyCollection<PlaceFormula> Above(Formula formula, bool withTop)
    {
        var clauses = formula.Clauses;
        if (clauses.Length > PlaceBound.Clauses)
        {
            throw new TooManyPlacesException();
        }

        var bounds = new HashSet<PlaceClause>();
        for (var group = 1; group < 1 << clauses.Length; group++)
        {
            bounds.UnionWith(Bounds([.. clauses.Where((_, index) => (group & (1 << index)) != 0)], withTop));
        }

        HashSet<PlaceFormula> places = [PlaceFormula.Bottom];
        foreach (var clause in clauses)
        {
            var lower = PlaceClause.Of(clause.Atoms.Select(PlaceAtom.Of));
            places = Combine(places, [.. bounds.Where(lower.FlowsTo)], orNone: false, PlaceBound.Combinations);
        }

        return places;
    }

    /// <summary>The places that a reader at <paramref name="formula"/> looks at.</summary>
    internal IReadOnlyCollection<PlaceFormula> Below(Formula formula)
    {
        HashSet<PlaceFormula> places = [PlaceFormula.Bottom];
        foreach (var clause in formula.Clauses)
        {
            HashSet<PlaceClause> between = [PlaceClause.Top];
            List<ImmutableArray<PlaceAtom>> meets = [[]];
            foreach (var atom in clause.Atoms)
            {
                meets = [.. from chosen in meets from lower in Below(PlaceAtom.Of(atom)) select chosen.Add(lower)];
                Require(meets.Count <= PlaceBound.LookedAt);
                between = [.. meets.Select(meet => PlaceClause.Of(meet))];
            }

            places = Combine(places, between, orNone: true, PlaceBound.LookedAt);
        }

        return places;
    }

    private static HashSet<PlaceFormula> Combine(HashSet<PlaceFormula> places, HashSet<PlaceClause> clauses, bool orNone, int bound)
    {
        HashSet<PlaceFormula> combined = orNone ? [.. places] : [];
        foreach (var place in places)
        {
            foreach (var clause in clauses)
            {
                combined.Add(place.With(clause));
                Require(combined.Count <= bound);
            }
        }

        return combined;
    }

    // The clauses above all of a group, enough of them to meet every reader above all of the group.
    private HashSet<PlaceClause> Bounds(ImmutableArray<Clause> group, bool withTop)
    {
        HashSet<PlaceAtom> atoms = [];
        IEnumerable<ImmutableArray<PlaceAtom>> choices = [[]];
        var combinations = 1;
        foreach (var clause in group)
        {
            combinations *= clause.Atoms.Length;
            Require(combinations <= PlaceBound.Combinations);
            choices = from chosen in choices from atom in clause.Atoms select chosen.Add(PlaceAtom.Of(atom));
        }

        foreach (var chosen in choices)
        {
            atoms.UnionWith(Above(chosen));
        }

        Require(atoms.Count <= 10);
        var sorted = atoms.ToArray();
        HashSet<PlaceClause> bounds = withTop || group.Any(clause => clause.Atoms.IsEmpty) ? [PlaceClause.Top] : [];
        for (var subset = 1; subset < 1 << sorted.Length; subset++)
        {
            bounds.Add(PlaceClause.Of(sorted.Where((_, index) => (subset & (1 << index)) != 0)));
        }

        return bounds;
    }

    private IEnumerable<PlaceAtom> Above(ImmutableArray<PlaceAtom> chosen)
    {
        var greatest = chosen.Distinct().Where(atom => !chosen.Any(other => !other.Equals(atom) && atom.FlowsTo(other))).ToList();
        if (greatest is [var alone])
        {
            return Above(alone);
        }

        var parameters = greatest.Select(atom => atom.Parameter).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var members = from kind in _kinds where kind.IsFamily from parameter in parameters select PlaceAtom.Member(kind, parameter);
        var common = _singles.Concat(_collectors).Concat(members).Where(place => greatest.TrueForAll(atom => atom.FlowsTo(place))).ToList();
        return common.Where(place => !common.Exists(other => !other.Equals(place) && other.FlowsTo(place))).SelectMany(Above);
    }

    private IEnumerable<PlaceAtom> Above(PlaceAtom atom)
    {
        if (!atom.Kind.IsFamily || atom.IsCollector)
        {
            return [atom];
        }

        return LeastAboveEvery(atom.Kind).Select(PlaceAtom.All).Prepend(atom);
    }

    // The least kinds that are above every member of a family.
    private IEnumerable<AtomKind> LeastAboveEvery(AtomKind family)
    {
        var upper = _kinds.Where(kind => _order.Relate(family, kind) == KindRelation.Every).ToList();
        return upper.Where(kind => !upper.Exists(other => !ReferenceEquals(other, kind) && _order.Relate(other, kind) != KindRelation.None));
    }

    private bool IsComparable(PlaceAtom atom) => !atom.Kind.IsFamily
        && _kinds.All(kind => _order.Relate(kind, atom.Kind) == KindRelation.Every || _order.Relate(atom.Kind, kind) == KindRelation.Every);

    private IEnumerable<PlaceAtom> Below(PlaceAtom atom)
    {
        var members = atom.Parameter is { } parameter
            ? _kinds.Where(kind => _order.Relate(kind, atom.Kind) == KindRelation.SameParameter).Select(kind => PlaceAtom.Member(kind, parameter))
            : [];
        return _singles.Concat(_collectors).Where(place => place.FlowsTo(atom)).Concat(members).Append(atom).Distinct();
    }

    // Whether a family is ever the least kind above something: a whole family, or two kinds that are not above one another.
    private bool Collects(AtomKind family)
    {
        if (!family.IsFamily)
        {
            return false;
        }

        var lower = _kinds.Where(kind => _order.Relate(kind, family) == KindRelation.Every).ToList();
        return lower.Exists(kind => kind.IsFamily
            || lower.Exists(other => !ReferenceEquals(kind, other)
                && _order.Relate(kind, other) == KindRelation.None && _order.Relate(other, kind) == KindRelation.None));
    }

    private static void Require(bool withinBounds)
    {
        if (!withinBounds)
        {
            throw new TooManyPlacesException();
        }
    }
}
