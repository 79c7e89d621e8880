using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>What a write is about to make of one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Files">Where its label writes.</param>
/// <param name="Looked">Where its label looks; <see langword="null"/> if that is too much to look at.</param>
/// <param name="Facet">The new facet; <see langword="null"/> if what is there stays, and only has to be there still.</param>
/// <param name="Own">What was found in the own cell, if that was looked at.</param>
/// <param name="Guard">What the own cell has to hold.</param>
internal sealed record Draft(TableKey Key, FilingSources Files, SourceSet? Looked, StoredFacet? Facet, StoredFacet? Own, CellGuard Guard)
{
    internal StoredTable Table => Key.Table;

    internal PhysicalKey Cell => KeyLayout.Of(Files.Own, Key.Key, KeyLayout.ShardOf(Key.Key));
}
