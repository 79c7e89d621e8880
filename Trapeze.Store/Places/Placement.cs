using System.Collections.Concurrent;
using Trapeze.Core.Labels;

namespace Trapeze.Store.Places;

/// <summary>Filings and sights of one order's labels, worked out once and kept in bounded number.</summary>
internal sealed class Placement(LabelOrder order)
{
    private const int MaxKept = 4096;

    private readonly PlaceOrder _places = new(order);

    internal LabelOrder Order => order;

    /// <summary>Two orders with the same text work out the same places.</summary>
    internal string OrderText { get; } = string.Join("; ", order.Kinds.Select(kind => kind.ToString()).Concat(Steps(order)).Order(StringComparer.Ordinal));

    private readonly ConcurrentDictionary<Label, Filing> _filings = new();
    private readonly ConcurrentDictionary<Label, Sight> _sights = new();

    /// <exception cref="TooManyPlacesException">The label is too complex.</exception>
    internal Filing FilingOf(Label label) =>
        !ReferenceEquals(label.Order, order) ? FilingOfText(label.ToString()) : _filings.TryGetValue(label, out var filing) ? filing : Keep(_filings, label, new Filing(order, label.ToString(), OwnPlace(label),
            Bounded(PlaceBound.Filed, from s in _places.Above(label.Secrecy, withTop: false) from i in _places.Below(label.Integrity) select (s, i))));

    /// <summary>What a reader at a label of any order looks at; one of another order is shown what both orders show.</summary>
    /// <exception cref="TooManyPlacesException">The label is too complex.</exception>
    internal Sight SightOf(Label label) =>
        _sights.TryGetValue(label, out var sight) ? sight : Keep(_sights, label, new Sight(label,
            !ReferenceEquals(label.Order, order) ? PlacesOfText(label.ToString())
            : label.Secrecy.IsTop ? null
            : Bounded(PlaceBound.LookedAt, from s in _places.Below(label.Secrecy) from i in _places.Above(label.Integrity, withTop: true) select (s, i))));

    /// <summary>The filing of a label of another order, by its text.</summary>
    /// <remarks>A label that this order cannot express is filed at a place that nobody of this order looks at.</remarks>
    internal Filing FilingOfText(string label)
    {
        try
        {
            return order.TryParse(label, out var known, out _) ? FilingOf(known).Under(label) : Unlooked(label);
        }
        catch (TooManyPlacesException)
        {
            return Unlooked(label);
        }
    }

    /// <summary>The place that facets of <paramref name="label"/> themselves are filed at, whatever other copies there are.</summary>
    internal static string OwnPlace(Label label) =>
        Text(Of(label.Secrecy), Of(label.Integrity));

    private static IEnumerable<string> Steps(LabelOrder order) =>
        from lower in order.Kinds
        from upper in order.Kinds
        let relation = order.Relate(lower, upper)
        where relation != KindRelation.None
        select $"{lower.Name} {(relation == KindRelation.Every ? "<" : "<=")} {upper.Name}";

    private PlaceSet? PlacesOfText(string label)
    {
        try
        {
            return order.TryParse(label, out var known, out _) ? SightOf(known).Places : new PlaceSet([]);
        }
        catch (TooManyPlacesException)
        {
            return new PlaceSet([]);
        }
    }

    // No sight's place starts like this.
    private Filing Unlooked(string label) => new(order, label, $"? {label}", new PlaceSet([$"? {label}"]));

    private static string Text(PlaceFormula secrecy, PlaceFormula integrity) => $"{secrecy.Text} ! {integrity.Text}";

    private static PlaceFormula Of(Formula formula) =>
        formula.Clauses.Aggregate(PlaceFormula.Bottom, (place, clause) => place.With(PlaceClause.Of(clause.Atoms.Select(PlaceAtom.Of))));

    private PlaceSet Bounded(int bound, IEnumerable<(PlaceFormula Secrecy, PlaceFormula Integrity)> places)
    {
        var kept = places.Take(bound + 1).ToList();
        return kept.Count <= bound
            ? new PlaceSet([.. kept.Select(place => Text(place.Secrecy, place.Integrity))], [.. kept.Select(place => _places.TraitsOf(place.Secrecy, place.Integrity))])
            : throw new TooManyPlacesException();
    }

    private static T Keep<T>(ConcurrentDictionary<Label, T> kept, Label label, T made)
    {
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        return kept.GetOrAdd(label, made);
    }
}
