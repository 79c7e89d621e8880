using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Goes through the table, delivers what has not arrived, and takes away what no view can show any more.</summary>
/// <remarks>
/// A facet that is superseded in the view of its own label is so in every view above, as soon as what supersedes it has arrived there: then its content goes, and the rest
/// stays, because what is dead stays dead only while its writer's knowledge is known. A copy is delivered for a writer that has not done it only where nothing of others has
/// ever arrived: where something has, it may have replaced that very copy.
/// </remarks>
internal sealed class FacetSweep(IPhysicalTable physical, IReadOnlyList<StoredTable> tables, IProtocolClock clock, TimeProvider time, FacetReads reads)
{
    private readonly FacetEntries _entries = new(physical);
    private PhysicalKey? _behind;

    /// <summary>Goes on where it ended, to the end of the table, or until it has done enough.</summary>
    /// <returns>How many facets it delivered, emptied or removed.</returns>
    internal async Task<int> StepAsync(SourceMap sources, int limit, CancellationToken cancellationToken)
    {
        var done = 0;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (items, behind) = await physical.ScanAsync(_behind);
            foreach (var (key, facet) in items)
            {
                if (done >= limit)
                {
                    // The page is begun again: what was done in it is found to be done.
                    return done;
                }

                done += await LookAsync(sources, key, facet);
            }

            _behind = behind;
        }
        while (_behind is not null);

        return done;
    }

    private async Task<int> LookAsync(SourceMap sources, PhysicalKey key, StoredFacet facet)
    {
        // Whatever its writer was still to do it has done, or will not do.
        if (facet.Number > clock.Now - FacetMaker.OnTheWay || FiledAt.Of(sources, tables, key, facet) is not { } at)
        {
            return 0;
        }

        var done = at.IsCell ? await DeliverAsync(at, key, facet) : 0;
        if (facet.Item is not { } item)
        {
            return done;
        }

        if (at.Table.HasEnded(item, time.GetUtcNow()))
        {
            return done + (at.Table.HasOneLabelForEachKey ? await DoneAsync(physical.RemoveAsync(key, facet.Uid)) : await EmptyAsync(at, key, facet));
        }

        if (sources.Of(at.Table, at.Sight).IsEverything)
        {
            return done;
        }

        var newest = await reads.NewestAsync(sources, at.Table, new FacetKey(key.Sort), at.Sight);
        return newest is null || newest.Uid == facet.Uid || newest.Number > clock.Now - FacetMaker.OnTheWay || !await HasArrivedAsync(sources, at.Table, key, newest)
            ? done
            : done + await EmptyAsync(at, key, facet);
    }

    // At each inbox where nothing of others ever arrived.
    private async Task<int> DeliverAsync(FiledAt at, PhysicalKey key, StoredFacet facet)
    {
        var done = 0;
        foreach (var inbox in at.Files.Inboxes)
        {
            var to = new PhysicalKey(inbox.Id + key.Partition[^1], key.Sort);
            var there = await physical.GetAsync(to);
            if (there is null || (there.Origin == facet.Origin && there.Number < facet.Number))
            {
                var delivery = await physical.DeliverAsync(to, facet, new InboxGuard(facet.Origin, facet.Number, [], IsFirst: true), tells: false);
                done += delivery.Outcome == StepOutcome.Done ? 1 : 0;
            }
        }

        return done;
    }

    // Wherever it files there is the facet, or what knows of it.
    private async Task<bool> HasArrivedAsync(SourceMap sources, StoredTable table, PhysicalKey key, StoredFacet facet)
    {
        if (sources.SightOf(facet.Label) is not { } sight)
        {
            return false;
        }

        foreach (var inbox in sources.Of(table, sources.Placement.FilingOf(sight.Label)).Inboxes)
        {
            if (await physical.GetAsync(new PhysicalKey(inbox.Id + key.Partition[^1], key.Sort)) is not { } there || there.Basis[facet.Origin] < facet.Number)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<int> EmptyAsync(FiledAt at, PhysicalKey key, StoredFacet facet)
    {
        var done = await DoneAsync(physical.EmptyAsync(key, facet.Uid));
        if (done > 0)
        {
            await _entries.RemoveAsync(at.Table, at.Source, facet);
        }

        return done;
    }

    private static async Task<int> DoneAsync(ValueTask<StepOutcome> step) => await step == StepOutcome.Done ? 1 : 0;
}
