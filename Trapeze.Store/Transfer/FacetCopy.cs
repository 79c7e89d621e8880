using Trapeze.Store.Engine;

namespace Trapeze.Store.Transfer;

/// <summary>A facet as it goes from one store to another.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its key.</param>
/// <param name="Label">Its label's text.</param>
/// <param name="Item">Its item; <see langword="null"/> for a tombstone.</param>
internal sealed record FacetCopy(StoredTable Table, FacetKey Key, string Label, byte[]? Item);
