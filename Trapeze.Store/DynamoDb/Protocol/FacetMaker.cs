using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Makes the facet of a write: its number, and how far its writer saw.</summary>
internal sealed class FacetMaker(Func<Guid> newUid)
{
    private const int MostKept = 4;

    /// <summary>Longer than any write is on its way to where it can be seen, in microseconds from its facet's number.</summary>
    internal const long OnTheWay = 60_000_000;

    /// <summary>When its writer gives up putting it into its cell; what has been asked for by then has time to be done.</summary>
    internal const long LongestToCell = OnTheWay / 4;

    /// <summary>When its writer gives up filing copies.</summary>
    internal const long LongestToInbox = OnTheWay / 2;

    /// <param name="files">Where it is written.</param>
    /// <param name="filing">Its label's.</param>
    /// <param name="looked">Where its label looks; <see langword="null"/> if that is too much to look at.</param>
    /// <param name="found">What was found under its key.</param>
    /// <param name="began">When its writer began to look.</param>
    /// <param name="item">Its item; <see langword="null"/> for a tombstone.</param>
    internal StoredFacet Make(FilingSources files, Filing filing, SourceSet? looked, in Found found, long began, byte[]? item)
    {
        var (seen, own, view) = found;
        return new()
        {
            Uid = newUid(),
            Label = filing.Text,
            Origin = files.Own.Id,
            Number = Math.Max(began, Math.Max(own?.Number ?? 0, seen.Count == 0 ? 0 : seen.Max(each => each.Facet.Number)) + 1),
            Basis = BasisOf(files.Own, looked, seen, began - OnTheWay),
            ViewNumber = looked?.IsTangled == true ? view?.Number ?? 0 : 0,
            ViewLabel = looked?.IsTangled == true ? view?.Label : null,
            History = own is null ? [] : [.. own.History.Prepend(own.Uid).Take(MostKept)],
            Item = item,
        };
    }

    // Of what those that were read saw: as far as this label looks there too; and what was written lately elsewhere, copies of which may be on their
    // way to where it looks.
    private static Basis BasisOf(Source own, SourceSet? looked, List<Seen> seen, long lately)
    {
        if (looked is null || seen.Count == 0)
        {
            return Basis.Empty;
        }

        var positions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var each in seen)
        {
            Raise(positions, each.Source.Id, each.Position);
            Raise(positions, each.Facet.Origin, each.Facet.Number);
            foreach (var (source, position) in each.Facet.Basis.Seen)
            {
                if (looked.LooksAt(source) || position > lately)
                {
                    Raise(positions, source, position);
                }
            }
        }

        positions.Remove(own.Id);
        return positions.Count == 0 ? Basis.Empty : new([.. positions.Select(each => (each.Key, each.Value))]);
    }

    private static void Raise(Dictionary<string, long> positions, string source, long position) =>
        positions[source] = Math.Max(positions.GetValueOrDefault(source), position);
}
