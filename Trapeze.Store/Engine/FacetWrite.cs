namespace Trapeze.Store.Engine;

/// <summary>A facet to write.</summary>
/// <param name="Item">Its item; <see langword="null"/> for a tombstone.</param>
internal readonly record struct FacetWrite(byte[]? Item);
