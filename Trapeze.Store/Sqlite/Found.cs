namespace Trapeze.Store.Sqlite;

/// <summary>What one read found.</summary>
/// <param name="Clock">The file's last sequence number.</param>
/// <param name="Sequence">That of the newest facet; 0 if there is none.</param>
/// <param name="Item">Its item; <see langword="null"/> if there is none or it is a tombstone.</param>
internal readonly record struct Found(long Clock, long Sequence, byte[]? Item);
