using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Facets;

/// <summary>What the faceted store maps one key to: facets, newest first.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <remarks>semantics §3. Pure: every change is a new sequence.</remarks>
public sealed class FacetSequence<T>
{
    private readonly ImmutableArray<Facet<T>> _newestFirst;

    private FacetSequence(ImmutableArray<Facet<T>> newestFirst) => _newestFirst = newestFirst;

    /// <summary>The sequence of a key that nobody has written.</summary>
    public static FacetSequence<T> Empty { get; } = new([]);

    /// <summary>All facets, newest first. For the trusted base: an activation sees its <see cref="View"/>.</summary>
    internal ImmutableArray<Facet<T>> NewestFirst => _newestFirst;

    /// <summary>write: drops every facet at or above <paramref name="label"/> and puts the value in front.</summary>
    public FacetSequence<T> Write(T value, Label label) => Put(Facet<T>.Of(value, Required(label)));

    /// <summary>delete: writes a tombstone, so that older, lower facets do not reappear.</summary>
    public FacetSequence<T> Delete(Label label) => Put(Facet<T>.Tombstone(Required(label)));

    /// <summary>view: the facets that flow to <paramref name="label"/>, newest first.</summary>
    public ImmutableArray<Facet<T>> View(Label label)
    {
        Required(label);
        return [.. _newestFirst.Where(facet => facet.Label.FlowsTo(label))];
    }

    /// <summary>get: the newest facet of the view; absent if there is none or it is a tombstone.</summary>
    public bool TryGet(Label label, [MaybeNullWhen(false)] out T value)
    {
        Required(label);
        foreach (var facet in _newestFirst)
        {
            if (facet.Label.FlowsTo(label))
            {
                value = facet.Value;
                return !facet.IsTombstone;
            }
        }

        value = default;
        return false;
    }

    private static Label Required(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label;
    }

    private FacetSequence<T> Put(Facet<T> facet) =>
        new([facet, .. _newestFirst.Where(older => !facet.Label.FlowsTo(older.Label))]);
}
