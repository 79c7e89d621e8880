using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Sweeping;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Goes through the table, delivers what has not arrived, and takes away what no view can show any more.</summary>
/// <remarks>
/// A facet that is superseded in the view of its own label is so in every view above, as soon as what supersedes it has arrived there: then its content goes, and the rest
/// stays, because what is dead stays dead only while its writer's knowledge is known. A copy is delivered for a writer that has not done it only where nothing of others has
/// ever arrived: where something has, it may have replaced that very copy. What is there for a facet goes when the facet is gone, or has not come for long.
/// </remarks>
internal sealed class FacetSweep(IPhysicalTable physical, IReadOnlyList<StoredTable> tables, IProtocolClock clock, TimeProvider time, FacetReads reads)
{
    // When what is there for a facet that has not come is known to be of no use: much later than any writer gives up.
    private const long Forgotten = 10 * FacetMaker.OnTheWay;

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
            var (items, dependents, behind) = await physical.ScanAsync(_behind);
            foreach (var (key, facet) in items)
            {
                if (tally.Due >= limit)
                {
                    // The page is begun again: what was done in it is found to be done.
                    return tally.Due;
                }

                await LookAsync(sources, key, facet, tally);
            }

            await RemoveAsync(dependents, tally);
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
            (var items, var dependents, from) = await physical.ScanAsync(from);
            foreach (var (key, facet) in items)
            {
                tally.Facets++;
                await LookAsync(sources, key, facet, tally);
            }

            await RemoveAsync(dependents, tally);
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
            tally.Ended += await DoneAsync(key, facet, tally, removes: at.Table.HasOneLabelForEachKey);
            return;
        }

        if (sources.Of(at.Table, at.Sight).IsEverything)
        {
            return;
        }

        var newest = await reads.NewestAsync(sources, at.Table, new FacetKey(key.Sort), at.Sight);
        if (newest is not null && newest.Uid != facet.Uid && newest.Number <= clock.Now - FacetMaker.OnTheWay && await HasArrivedAsync(sources, at.Table, key, newest))
        {
            tally.Superseded += await DoneAsync(key, facet, tally, removes: false);
        }
    }

    // Of those whose facet has been replaced or emptied, or never came.
    private async Task RemoveAsync(IReadOnlyList<StoredDependent> dependents, SweepTally tally)
    {
        var old = dependents.Where(dependent => dependent.Put <= clock.Now - Forgotten).ToList();
        var places = old.Select(dependent => dependent.Of).Distinct().ToList();
        var facets = places.Count == 0 ? [] : places.Zip(await physical.GetAsync(places)).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var dependent in old.Where(dependent => facets[dependent.Of] is not { Item: not null } facet || facet.Uid != dependent.Uid))
        {
            tally.Left += !tally.Repairs || await physical.RemoveAsync(dependent) == StepOutcome.Done ? 1 : 0;
        }
    }

    // At each inbox where nothing of others ever arrived.
    private async Task DeliverAsync(FiledAt at, PhysicalKey key, StoredFacet facet, SweepTally tally)
    {
        foreach (var inbox in at.Files.Inboxes)
        {
            var to = new PhysicalKey(inbox.Id + key.Partition[^1], key.Sort);
            var there = await physical.GetAsync(to);
            // Its entry may be gone, for it has been there for nothing for long; or is about to be removed, unless it is put again.
            if (there is null || (there.Origin == facet.Origin && there.Number < facet.Number))
            {
                if (tally.Repairs)
                {
                    await _entries.AddAsync(new TableKey(at.Table, new FacetKey(key.Sort)), inbox, facet, clock.Now);
                }

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

    private async Task<int> DoneAsync(PhysicalKey key, StoredFacet facet, SweepTally tally, bool removes)
    {
        if (!tally.Repairs)
        {
            return 1;
        }

        return await (removes ? physical.RemoveAsync(key, facet) : physical.EmptyAsync(key, facet)) == StepOutcome.Done ? 1 : 0;
    }
}
