using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>write, delete and every conditional write: decided on what is in sight, put into the own cell, then filed above.</summary>
/// <remarks>Only another write at the same label can make one start again.</remarks>
internal sealed class FacetWrites(IPhysicalTable physical, IProtocolClock clock, Occupancy occupancy, FacetReads reads, FacetMaker maker)
{
    /// <summary>How often a write starts again.</summary>
    internal const int MostAttempts = 40;

    // What one condition may ask about.
    private const int MostGuarded = 90;

    private readonly Commits _commits = new(physical, clock);

    internal async Task<T> WriteAsync<T>(
        SourceMap sources, StoredTable table, FacetKey key, Filing filing, bool isBlind, Func<byte[]?, WriteDecision<T>> decide)
    {
        var (files, looked) = await BeginAsync(sources, table, filing);
        var sight = sources.SightOf(filing.Text);
        var cell = KeyLayout.Of(files.Own, key, KeyLayout.ShardOf(key));
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Before anything is read: what is acknowledged before a write that this one does not see begins counts as older.
            var began = clock.Now;
            var from = looked is null ? [files.Own] : FacetReads.With(files.Own, await occupancy.OfAsync(looked));
            var recently = looked?.IsOwnAlone(from) == true ? looked.Recent : null;
            if (attempt == 0 && !isBlind && recently?.Of(cell) is { } recent)
            {
                var first = decide(recent.Item);
                if (first.Writes && await TryAsync(new Found([new Seen(files.Own, recent, looked!)], recent, recent), began, first.Item, CellGuard.IsStill(recent)))
                {
                    return first.Result!;
                }

                // It refuses, or the cell has moved on: what is there has to be seen, and by an attempt that begins now.
                recently.Forget(cell);
                continue;
            }

            var isAlone = isBlind && attempt == 0 && from.Length == 1 && looked?.IsEverything != true && table.Indexes.IsEmpty;
            var seen = isAlone || looked is null ? [] : looked.IsEverything ? await reads.CollectEverythingAsync(sources, table, key, sight!) : await reads.CollectAsync(sources, table, key, sight!, from);
            var own = isAlone ? null : looked is null ? await physical.GetAsync(cell) : seen.Find(each => each.Source.Id == files.Own.Id).Facet;
            var found = new Found(seen, own, isAlone ? null : Resolution.NewestOf(sources, table, seen));
            var decision = decide(found.View?.Item);
            if (!decision.Writes)
            {
                if (looked is not null)
                {
                    await reads.SettleAsync(looked, seen);
                }

                if (own is not null)
                {
                    recently?.Keep(cell, own);
                }

                throw decision.Refusal!;
            }

            if (await TryAsync(found, began, decision.Item, isAlone ? null : CellGuard.IsStill(own)))
            {
                return decision.Result!;
            }

            await clock.BackOffAsync(attempt);

            // Alone it asks that what is there is older, without having seen it.
            async ValueTask<bool> TryAsync(Found found, long began, byte[]? item, CellGuard? guard)
            {
                var facet = maker.Make(files, filing, looked, found, began, item);
                if (!await _commits.TryAsync([new Draft(new TableKey(table, key), files, looked, facet, found.Own, guard ?? CellGuard.IsOlderThan(facet.Number))]))
                {
                    return false;
                }

                recently?.Keep(cell, facet);
                return true;
            }
        }

        throw TooManyOthers();
    }

    /// <summary>Where a label writes and looks, when others look at what it is about to write.</summary>
    /// <exception cref="TooManyPlacesException">It looks at more than one condition may ask about.</exception>
    internal async ValueTask<(FilingSources Files, SourceSet? Looked)> BeginAsync(SourceMap sources, StoredTable table, Filing filing)
    {
        var files = sources.Of(table, filing);
        var looked = sources.SightOf(filing.Text) is { } sight ? sources.Of(table, sight) : null;
        if (!files.Inboxes.IsEmpty && looked?.All.Length > MostGuarded)
        {
            throw new TooManyPlacesException();
        }

        await occupancy.AnnounceAsync(files);
        return (files, looked);
    }

    internal static PhysicalException TooManyOthers() => new("a write met too many others at its label");
}
