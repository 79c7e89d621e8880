using Trapeze.Core.Labels;

namespace Trapeze.Store.Places;

/// <summary>How a facet of one label is filed: its label's text, and a copy at each place.</summary>
internal sealed class Filing(LabelOrder order, string text, string ownPlace, PlaceSet places)
{
    /// <summary>The order that the places were worked out under.</summary>
    internal LabelOrder Order { get; } = order;

    /// <summary>The label's canonical text, which is what is stored.</summary>
    internal string Text { get; } = text;

    internal PlaceSet Places { get; } = places;

    /// <summary>Where among the places the label's own is.</summary>
    internal int OwnIndex { get; } = places.Texts.IndexOf(ownPlace);

    /// <summary>The same places for a label that another order spells differently.</summary>
    internal Filing Under(string text) => string.Equals(text, Text, StringComparison.Ordinal) ? this : new Filing(Order, text, Places.Texts[OwnIndex], Places);
}
