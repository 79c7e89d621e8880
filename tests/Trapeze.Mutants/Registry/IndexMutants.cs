using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>What an index shows, and when an item has ended.</summary>
internal static class IndexMutants
{
    private const string View = "Trapeze.Store/Engine/StoreView.cs";
    private const string Query = "Trapeze.Store/Engine/QueryOperation.cs";
    private const string Selection = "Trapeze.Store/Engine/Selection.cs";
    private const string Ends = "Trapeze.Store/Engine/TimeToLive.cs";
    private const string Segment = "Trapeze.Store/Engine/ScanSegment.cs";
    private const string Index = "Trapeze.Store/Indexes/StoredIndex.cs";
    private const string Units = "Trapeze.Store/Indexes/IndexCapacity.cs";
    private const string Merge = "Trapeze.Store/Sqlite/IndexMerge.cs";
    private const string Rows = "Trapeze.Store/Sqlite/FacetRows.cs";
    private const string Register = "Trapeze.Store/Sqlite/IndexRegister.cs";
    private const string Sweeper = "Trapeze.Store/Sqlite/Sweeper.cs";

    private const string Near = "Trapeze.Store/Indexes/IndexQuery.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("index-at-top", View, "storage.PageOfIndexAsync(index, interval, placement.SightOf(label()), take)", "storage.PageOfIndexAsync(index, interval, placement.SightOf(label().Order.Top), take)", "queries of an index see everything"),
        new("index-shows-superseded", Merge, "cursor.Integer(1) == newest.Sequence ? newest.Item : item", "newest.Item", "an index shows an item where it was before", Harm.Functional),
        new("index-judged-at-top", Merge, "session.NewestWithin(index.Table, new FacetKey(first.Blob(2).ToArray()), sight)", "session.NewestWithin(index.Table, new FacetKey(first.Blob(2).ToArray()), new Trapeze.Store.Places.Sight(sight.Label.Order.Top, null))", "what is hidden decides what an index shows"),
        new("index-not-filed", Rows, "database.Changes > 0)", "database.Changes < 0)", "facets have no entries", Harm.Functional),
        new("index-not-built", Register, "_new.Add(index);", "", "an index that is declared later is empty", Harm.Functional) { Near = "Trapeze.Store/Indexes/IndexDeclaration.cs" },
        new("index-entries-collide", Index, "var behind = Table.KeyOf(item).Bytes;", "var behind = Table.KeyOf(item).Bytes[..0];", "two items of one key of an index are one", Harm.Functional),
        new("index-low-flipped", Index, "sort.LowInclusive ? FacetKey.Of(lowest, []) : FacetKey.Behind(lowest)", "sort.LowInclusive ? FacetKey.Behind(lowest) : FacetKey.Of(lowest, [])", "a query of an index misses its first keys", Harm.Functional),
        new("index-high-flipped", Index, "sort.HighInclusive ? FacetKey.Behind(highest) : FacetKey.Of(highest, [])", "sort.HighInclusive ? FacetKey.Of(highest, []) : FacetKey.Behind(highest)", "a query of an index misses its last keys", Harm.Functional),
        new("index-shows-all", Selection, "_index?.Shown(item) ?? item", "item", "an index shows what it does not project", Harm.Functional) { Near = Near },
        new("index-wrong-type-taken", Index, "if (AttributeKinds.Known(value) is var actual && actual != key.Kind)", "if (AttributeKinds.Known(value) is var actual && actual != key.Kind && isUpdate)", "an item with a wrongly typed key of an index is taken", Harm.Functional),
        new("index-consistent", Query, "if (index is { IsLocal: false } && consistent == true)", "if (index is { IsLocal: false } && consistent == true && index.Name.Length == 0)", "a consistent read of a global index is not refused", Harm.Functional) { Near = Near },
        new("index-filter-taken", Query, "EnsureProjects(index, filter);", "", "a filter of what an index does not hold is taken", Harm.Functional) { Near = Near },
        new("index-key-path-taken", "Trapeze.Store/Expressions/ConditionExpression.cs", "|| schema.Indexed.Contains(path.Attribute)", "", "a path into the key of an index is taken", Harm.Functional) { Near = Near },
        new("index-start-refused", Index, "&& Fit(key, Schema) && Fit(key, Table.Schema)", "&& Keys.All(each => Fits(each, key[each.Name], isHash: each == Schema.Hash))", "a query of an index does not go on behind a long key", Harm.Functional) { Near = Near },
        new("index-units-always", Units, "before.Value.Shown.AsSpan().SequenceEqual(after.Value.Shown) ? 0 :", "", "an entry that stays is charged", Harm.Functional),
        new("segment-start-taken", Segment, "if (!Has(startKey))", "if (startKey.Count == 0)", "a segment goes on from another's key", Harm.Functional) { Near = "Trapeze.Store/Client/Paging.cs" },
        new("ended-items-stay", View, "attribute.HasPassed(item, Now) ? null : item", "attribute.HasPassed(item, Now) ? item : item", "what has ended is still there", Harm.Functional),
        new("ended-items-flipped", Ends, "seconds <= now.ToUnixTimeSeconds()", "seconds > now.ToUnixTimeSeconds()", "items end before their time", Harm.Functional),
        new("ended-items-reveal", Sweeper, "tables[row.Table].HasOneLabelForEachKey ? _remove : _end", "_remove", "older facets reappear where one has ended", Harm.Functional) { Near = Ends },
        new("ended-items-not-swept", Sweeper, "else if (HasEnded(row, now))", "else if (HasEnded(row, now) && limit < 0)", "what has ended is never removed", Harm.Functional) { Near = Ends },
    ];
}
