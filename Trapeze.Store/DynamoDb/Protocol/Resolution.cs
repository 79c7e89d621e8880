using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Which of the facets that a label found is the newest to it.</summary>
/// <remarks>
/// A facet is dead if one that is not dead lies below it and was not there when it was written: that one came later, and everyone who sees the
/// dead one sees it. Of the others, one that saw another is newer. Where neither writer could look for the other's facet, clocks decide; a
/// facet counts as written after what it outlived.
/// </remarks>
internal readonly struct Resolution
{
    private readonly SourceMap _sources;
    private readonly StoredTable _table;
    private readonly List<Seen> _seen;
    private readonly bool?[] _lives;

    private Resolution(SourceMap sources, StoredTable table, List<Seen> seen)
    {
        _sources = sources;
        _table = table;
        _seen = seen;
        _lives = new bool?[seen.Count];
    }

    internal static StoredFacet? NewestOf(SourceMap sources, StoredTable table, List<Seen> seen) => seen.Count switch
    {
        0 => null,
        1 => seen[0].Facet,
        _ => new Resolution(sources, table, seen).Newest(),
    };

    private StoredFacet Newest()
    {
        var newest = -1;
        var since = 0L;
        for (var at = 0; at < _seen.Count; at++)
        {
            if (Lives(at) && !IsCovered(at) && Since(at) is var from
                && (newest < 0 || from > since || (from == since && string.CompareOrdinal(_seen[at].Facet.Origin, _seen[newest].Facet.Origin) > 0)))
            {
                (newest, since) = (at, from);
            }
        }

        return _seen[newest].Facet;
    }

    // No circle: whoever looks for another's facets is above it, and of two in one cell the later lives.
    private bool Lives(int at)
    {
        if (_lives[at] is { } known)
        {
            return known;
        }

        var lives = true;
        for (var other = 0; other < _seen.Count && lives; other++)
        {
            lives = other == at || !(IsSameCell(at, other) ? IsEarlierCopy(at, other) : Kills(other, at) && Lives(other));
        }

        _lives[at] = lives;
        return lives;
    }

    private bool IsSameCell(int one, int other) => _seen[one].Facet.Origin == _seen[other].Facet.Origin;

    private bool IsEarlierCopy(int at, int other) => _seen[at].Facet.Number < _seen[other].Facet.Number;

    private bool Kills(int lower, int upper) => _seen[upper].LookedFor(_seen[lower]) && !Covers(upper, lower);

    // Whoever saw one copy of a facet saw the facet.
    private bool Covers(int upper, int lower)
    {
        for (var copy = 0; copy < _seen.Count; copy++)
        {
            if (_seen[copy].Facet.Uid == _seen[lower].Facet.Uid && (_seen[upper].Covers(_seen[copy]) || Outdates(_seen[upper].Facet, _seen[copy])))
            {
                return true;
            }
        }

        return false;
    }

    // Had the upper one's writer seen the lower one, it would have found it older than what it found to be the newest, and done the same.
    private bool Outdates(StoredFacet upper, in Seen lower) =>
        upper.ViewNumber >= lower.Facet.Number && upper.ViewLabel is { } label && label != lower.Facet.Label
        && (upper.ViewNumber > lower.Facet.Number || string.CompareOrdinal(_sources.CellOf(_table, label)?.Id, lower.Facet.Origin) > 0)
        && _sources.Of(_table, label) is { } view && !view.LooksAt(lower.Source.Id) && !view.LooksAt(lower.Facet.Origin);

    private bool IsCovered(int at)
    {
        for (var other = 0; other < _seen.Count; other++)
        {
            if (other != at && !IsSameCell(at, other) && Lives(other) && Covers(other, at))
            {
                return true;
            }
        }

        return false;
    }

    private long Since(int at)
    {
        var since = _seen[at].Facet.Number;
        for (var other = 0; other < _seen.Count; other++)
        {
            if (other != at && !Lives(other) && !IsSameCell(at, other) && Kills(at, other))
            {
                since = Math.Max(since, _seen[other].Facet.Number);
            }
        }

        return since;
    }
}
