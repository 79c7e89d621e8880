namespace Trapeze.Store.Engine;

/// <summary>A key of one of the tables.</summary>
internal readonly record struct TableKey(StoredTable Table, FacetKey Key);
