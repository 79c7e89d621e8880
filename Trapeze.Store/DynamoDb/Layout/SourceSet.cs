using System.Collections.Frozen;
using System.Collections.Immutable;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>The sources of one table that a label looks at.</summary>
internal sealed class SourceSet
{
    private readonly FrozenSet<string> _ids;
    private readonly string? _own;

    internal SourceSet(StoredTable table, PlaceSet places, string? ownPlace)
    {
        // Only its own label has, and looks for, what is kept at a key that the label is part of.
        if (table.HasOneLabelForEachKey && ownPlace is not null)
        {
            All = [new Source(SourceDigest.Of(table.Name, ownPlace, "cell"), IsInbox: false, IsSkippable: false)];
            _ids = FrozenSet.Create(StringComparer.Ordinal, All[0].Id);
            _own = All[0].Id;
            return;
        }

        List<Source> all = [];
        for (var at = 0; at < places.Texts.Length; at++)
        {
            var (place, traits) = (places.Texts[at], places.Traits[at]);
            all.Add(new Source(SourceDigest.Of(table.Name, place, "cell"), IsInbox: false, IsSkippable: !traits.HasParameter));
            all.Add(new Source(SourceDigest.Of(table.Name, place, "inbox"), IsInbox: true, IsSkippable: !traits.Gathers));
        }

        All = [.. all];
        _own = ownPlace is null ? null : SourceDigest.Of(table.Name, ownPlace, "cell");
        _ids = All.Select(source => source.Id).ToFrozenSet(StringComparer.Ordinal);
        IsTangled = Enumerable.Range(0, places.Texts.Length).Any(at => places.Texts[at] != ownPlace && !places.Traits[at].IsUniversal);
    }

    /// <summary>What a label at ⊤ looks at: every cell, whoever's it is.</summary>
    private SourceSet()
    {
        All = [];
        _ids = FrozenSet<string>.Empty;
        IsTangled = true;
        IsEverything = true;
    }

    /// <summary>All cells there are.</summary>
    internal static SourceSet Everything { get; } = new();

    /// <summary>The sources; none if it is everything.</summary>
    internal ImmutableArray<Source> All { get; }

    /// <summary>Whether all cells there are are looked at, without a list of them.</summary>
    internal bool IsEverything { get; }

    /// <summary>Whether it may see two facets whose labels cannot be compared side by side: only clocks tell which is newer.</summary>
    internal bool IsTangled { get; }

    /// <summary>Which sources are known to be used, and until when the others are taken to be unused.</summary>
    internal Occupied? Known { get; set; }

    /// <summary>What was last in the cells of the label that looks.</summary>
    internal RecentCells Recent { get; set; } = new();

    /// <summary>Whether <paramref name="from"/> is the looking label's own cell and nothing else.</summary>
    internal bool IsOwnAlone(ImmutableArray<Source> from) => from is [var only] && only.Id == _own;

    internal bool LooksAt(string source) => IsEverything || _ids.Contains(source);
}
