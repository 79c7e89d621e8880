using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Sweeping;

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
        var tally = new SweepTally(Repairs: true);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (items, rests, behind) = await physical.ScanAsync(_behind);
            foreach (var (key, facet) in items)
            {
                if (tally.Due >= limit)
                {
                    // The page is begun again: what was done in it is found to be done.
                    return tally.Due;
                }

                await LookAsync(sources, key, facet, tally);
            }

            await RemoveAsync(rests, tally);
            _behind = behind;
        }
        while (_behind is not null);

        return tally.Due;
    }

    /// <summary>Goes through the whole table once, and says what is due; does it too if it <paramref name="repairs"/>.</summary>
    internal async Task<SweepReport> InspectAsync(SourceMap sources, bool repairs, CancellationToken cancellationToken)
    {
        var tally = new SweepTally(repairs);
        PhysicalKey? from = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var items, var rests, from) = await physical.ScanAsync(from);
            foreach (var (key, facet) in items)
            {
                tally.Facets++;
                await LookAsync(sources, key, facet, tally);
            }

            await RemoveAsync(rests, tally);
        }
        while (from is not null);

        return tally.Report();
    }

    private async Task LookAsync(SourceMap sources, PhysicalKey key, StoredFacet facet, SweepTally tally)
    {
        // Whatever its writer was still to do it has done, or will not do.
        if (facet.Number > clock.Now - FacetMaker.OnTheWay || FiledAt.Of(sources, tables, key, facet) is not { } at)
        {
            return;
        }

        if (at.IsCell)
        {
            await DeliverAsync(at, key, facet, tally);
        }

        if (facet.Item is not { } item)
        {
            return;
        }

        if (at.Table.HasEnded(item, time.GetUtcNow()))
        {
            tally.Ended += await DoneAsync(at, key, facet, tally, removes: at.Table.HasOneLabelForEachKey);
            return;
        }

        if (sources.Of(at.Table, at.Sight).IsEverything)
        {
            return;
        }

        var newest = await reads.NewestAsync(sources, at.Table, new FacetKey(key.Sort), at.Sight);
        if (newest is not null && newest.Uid != facet.Uid && newest.Number <= clock.Now - FacetMaker.OnTheWay && await HasArrivedAsync(sources, at.Table, key, newest))
        {
            tally.Superseded += await DoneAsync(at, key, facet, tally, removes: false);
        }
    }

    // Parts of items whose facet has been replaced or emptied, or never came.
    private async Task RemoveAsync(IReadOnlyList<StoredRest> rests, SweepTally tally)
    {
        foreach (var rest in rests.Where(rest => rest.Put <= clock.Now - FacetMaker.OnTheWay))
        {
            if (await physical.GetAsync(rest.Of) is not { Item: not null } facet || facet.Uid != rest.Uid)
            {
                tally.Left++;
                if (tally.Repairs)
                {
                    await physical.RemoveRestAsync(rest.Key);
                }
            }
        }
    }

    // At each inbox where nothing of others ever arrived.
    private async Task DeliverAsync(FiledAt at, PhysicalKey key, StoredFacet facet, SweepTally tally)
    {
        foreach (var inbox in at.Files.Inboxes)
        {
            var to = new PhysicalKey(inbox.Id + key.Partition[^1], key.Sort);
            var there = await physical.GetAsync(to);
            if (there is null || (there.Origin == facet.Origin && there.Number < facet.Number))
            {
                tally.Undelivered += !tally.Repairs
                    || (await physical.DeliverAsync(to, facet, new InboxGuard(facet.Origin, facet.Number, [], IsFirst: true), tells: false)).Outcome == StepOutcome.Done ? 1 : 0;
            }
        }
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

    private async Task<int> DoneAsync(FiledAt at, PhysicalKey key, StoredFacet facet, SweepTally tally, bool removes)
    {
        if (!tally.Repairs)
        {
            return 1;
        }

        if (await (removes ? physical.RemoveAsync(key, facet.Uid) : physical.EmptyAsync(key, facet.Uid)) != StepOutcome.Done)
        {
            return 0;
        }

        if (!removes)
        {
            await _entries.RemoveAsync(at.Table, at.Source, facet);
        }

        return 1;
    }
}
