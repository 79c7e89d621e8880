using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Facets;

/// <summary>The faceted store as a pure value: keys in order, each with its facets.</summary>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TValue">The values' type.</typeparam>
/// <remarks>semantics §3. A key with only hidden facets cannot be told from an absent one.</remarks>
public sealed class FacetedMap<TKey, TValue>
    where TKey : notnull
{
    private readonly ImmutableSortedDictionary<TKey, FacetSequence<TValue>> _keys;

    private FacetedMap(ImmutableSortedDictionary<TKey, FacetSequence<TValue>> keys) => _keys = keys;

    /// <summary>The empty store.</summary>
    /// <remarks>Keys are ordered by their type's comparer; text, ordinally.</remarks>
    public static FacetedMap<TKey, TValue> Empty { get; } = new(ImmutableSortedDictionary<TKey, FacetSequence<TValue>>.Empty.WithComparers(
        typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default));

    /// <summary>The facets of a key.</summary>
    public FacetSequence<TValue> this[TKey key] => _keys.TryGetValue(key, out var facets) ? facets : FacetSequence<TValue>.Empty;

    /// <summary>write(k, v) at a label.</summary>
    public FacetedMap<TKey, TValue> Write(TKey key, TValue value, Label label) => new(_keys.SetItem(key, this[key].Write(value, label)));

    /// <summary>delete(k) at a label.</summary>
    public FacetedMap<TKey, TValue> Delete(TKey key, Label label) => new(_keys.SetItem(key, this[key].Delete(label)));

    /// <summary>get(k) at a label.</summary>
    public bool TryGet(TKey key, Label label, [MaybeNullWhen(false)] out TValue value) => this[key].TryGet(label, out value);

    /// <summary>list(range) at a label: the keys in range whose get is present, in order.</summary>
    /// <remarks><paramref name="range"/> is asked only of keys that are present at the label: it is the activation's code.</remarks>
    public IEnumerable<TKey> List(Label label, Func<TKey, bool> range)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(range);
        return _keys.Where(entry => entry.Value.TryGet(label, out _)).Select(entry => entry.Key).Where(range);
    }
}
