using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The faceted store as a pure value.</summary>
internal static class FacetMutants
{
    private const string Sequence = "Trapeze.Core/Facets/FacetSequence.cs";
    private const string Map = "Trapeze.Core/Facets/FacetedMap.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("facets-view-all", Sequence, "[.. _newestFirst.Where(facet => facet.Label.FlowsTo(label))]", "_newestFirst", "the view shows everything"),
        new("facets-view-flipped", Sequence, "_newestFirst.Where(facet => facet.Label.FlowsTo(label))", "_newestFirst.Where(facet => label.FlowsTo(facet.Label))", "the view shows what is above"),
        new("facets-get-all", Sequence, "if (facet.Label.FlowsTo(label)) { value", "{ value", "a read gives the newest facet, whoever reads"),
        new("facets-get-tombstone", Sequence, "return !facet.IsTombstone;", "return true;", "a deleted key is present", Harm.Functional),
        new("facets-tombstone-skipped", Sequence, "if (facet.Label.FlowsTo(label)) { value", "if (facet.Label.FlowsTo(label) && !facet.IsTombstone) { value", "older facets reappear behind a tombstone", Harm.Functional),
        new("facets-get-oldest", Sequence, "foreach (var facet in _newestFirst)", "foreach (var facet in _newestFirst.Reverse())", "a read gives the oldest facet", Harm.Functional),
        new("facets-write-keeps-above", Sequence, ".Where(older => !facet.Label.FlowsTo(older.Label))", "", "a write leaves facets above it", Harm.Functional),
        new("facets-write-drops-below", Sequence, "!facet.Label.FlowsTo(older.Label)", "!older.Label.FlowsTo(facet.Label)", "a write drops what is below it"),
        new("facets-write-drops-all", Sequence, "[facet, .. _newestFirst.Where(older => !facet.Label.FlowsTo(older.Label))]", "[facet]", "a write drops every other facet"),
        new("facets-delete-is-drop", Sequence, "Put(Facet<T>.Tombstone(Required(label)))", "new([.. _newestFirst.Where(older => !Required(label).FlowsTo(older.Label))])", "a delete leaves no tombstone", Harm.Functional),
        new("facets-list-all", Map, "_keys.Where(entry => entry.Value.TryGet(label, out _))", "_keys", "a list shows keys that only others have"),
        new("facets-range-of-all", Map, "_keys.Where(entry => entry.Value.TryGet(label, out _)).Select(entry => entry.Key).Where(range)", "_keys.Where(entry => range(entry.Key) && entry.Value.TryGet(label, out _)).Select(entry => entry.Key)", "the activation's own range is asked of hidden keys"),
    ];
}
