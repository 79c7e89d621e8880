using System.Collections.Concurrent;
using Trapeze.Core.Labels;

namespace Trapeze.Store.Places;

/// <summary>What a reader at one label looks at.</summary>
internal sealed class Sight(Label label, PlaceSet? places)
{
    private const int MaxKnown = 1024;

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    internal Label Label { get; } = label;

    /// <summary>The places; <see langword="null"/> if it looks at all labels in use, because its secrecy is ⊤.</summary>
    internal PlaceSet? Places { get; } = places;

    /// <summary>Whether a facet whose stored label is <paramref name="text"/> may be shown.</summary>
    /// <remarks>
    /// What is found was filed for this reader, but perhaps under an older policy: the text is judged again under the reader's own order,
    /// and one that does not parse there is invisible.
    /// </remarks>
    internal bool Shows(string text)
    {
        if (_known.TryGetValue(text, out var shows))
        {
            return shows;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        return _known[text] = Label.Order.TryParse(text, out var facet, out _) && facet.FlowsTo(Label);
    }
}
