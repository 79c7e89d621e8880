using Trapeze.Core.Labels;

namespace Trapeze.Store.Places;

/// <summary>How a facet of one label is filed: its label's text, and a copy at each place.</summary>
internal sealed class Filing(Label label, PlaceSet places)
{
    internal Label Label { get; } = label;

    /// <summary>The label's canonical text, which is what is stored.</summary>
    internal string Text { get; } = label.ToString();

    internal PlaceSet Places { get; } = places;
}
