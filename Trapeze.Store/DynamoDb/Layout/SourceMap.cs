using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>The sources of sights and filings, worked out once and kept in bounded number.</summary>
internal sealed class SourceMap(Placement placement)
{
    private const int MaxKept = 4096;

    private readonly ConditionalWeakTable<PlaceSet, ConcurrentDictionary<int, SourceSet>> _sights = [];
    private readonly ConditionalWeakTable<PlaceSet, ConcurrentDictionary<int, FilingSources>> _filings = [];
    private readonly ConcurrentDictionary<string, Sight?> _byText = new(StringComparer.Ordinal);

    internal Placement Placement => placement;

    internal SourceSet Of(StoredTable table, Sight sight)
    {
        if (sight.Places is not { } places)
        {
            return SourceSet.Everything;
        }

        var tables = _sights.GetValue(places, static _ => new());
        return tables.TryGetValue(table.Index, out var known) ? known
            : tables.GetOrAdd(table.Index, new SourceSet(table, places, ReferenceEquals(sight.Label.Order, placement.Order) ? Placement.OwnPlace(sight.Label) : null));
    }

    internal FilingSources Of(StoredTable table, Filing filing)
    {
        var tables = _filings.GetValue(filing.Places, static _ => new());
        return tables.TryGetValue(table.Index, out var known) ? known : tables.GetOrAdd(table.Index, new FilingSources(table, filing));
    }

    /// <summary>What a label that is stored as <paramref name="text"/> looks at; <see langword="null"/> if that is not known here.</summary>
    internal SourceSet? Of(StoredTable table, string text) => SightOf(text) is { } sight ? Of(table, sight) : null;

    /// <summary>The cell of a label that is stored as <paramref name="text"/>.</summary>
    internal Source? CellOf(StoredTable table, string text) => SightOf(text) is { } sight ? Of(table, placement.FilingOf(sight.Label)).Own : null;

    /// <summary>The sight of a label that is stored as <paramref name="text"/>.</summary>
    internal Sight? SightOf(string text)
    {
        if (_byText.TryGetValue(text, out var sight))
        {
            return sight;
        }

        if (_byText.Count >= MaxKept)
        {
            _byText.Clear();
        }

        return _byText.GetOrAdd(text, Parse);
    }

    private Sight? Parse(string text)
    {
        try
        {
            return placement.Order.TryParse(text, out var label, out _) ? placement.SightOf(label) : null;
        }
        catch (TooManyPlacesException)
        {
            return null;
        }
    }
}
