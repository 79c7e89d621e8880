using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>write, delete and every conditional write: decided on what is in sight, put into the own cell, then filed above.</summary>
/// <remarks>
/// Only another write at the same label can make one start again. A copy is delivered blindly: it arrives, or is dead where it would have
/// arrived; its writer is not told which. A write whose outcome is not known is not made again before it is known that it was not done.
/// </remarks>
internal sealed class FacetWrites(IPhysicalTable physical, IProtocolClock clock, Occupancy occupancy, FacetReads reads, Func<Guid> newUid)
{
    private const int MostAttempts = 40;
    private const int MostTries = 8;
    private const int MostKept = 4;

    // What one condition may ask about.
    private const int MostGuarded = 90;

    // What is left of DynamoDB's 400 KB when the facet's own attributes are in.
    private const int LargestItem = 390 * 1024;
    private const long ShortestPause = 1_000;
    private const long LongestPause = 50_000;

    // Longer than any copy is on its way whose write is acknowledged.
    private const long OnTheWay = 60_000_000;

    internal async Task<T> WriteAsync<T>(
        SourceMap sources, StoredTable table, FacetKey key, Filing filing, bool isBlind, Func<byte[]?, WriteDecision<T>> decide)
    {
        var files = sources.Of(table, filing);
        var sight = sources.SightOf(filing.Text);
        var looked = sight is null ? null : sources.Of(table, sight);
        var cell = KeyLayout.Of(files.Own, key, KeyLayout.ShardOf(key));
        if (!files.Inboxes.IsEmpty && looked?.All.Length > MostGuarded)
        {
            throw new TooManyPlacesException();
        }

        await occupancy.AnnounceAsync(files);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Before anything is read: what is acknowledged before a write that this one does not see begins counts as older.
            var began = clock.Now;
            var from = looked is null ? [files.Own] : With(files.Own, await occupancy.OfAsync(looked));
            var isAlone = isBlind && attempt == 0 && from.Length == 1 && looked?.IsEverything != true;
            var seen = isAlone || looked is null ? [] : looked.IsEverything ? await reads.CollectEverythingAsync(sources, table, key, sight!) : await reads.CollectAsync(sources, table, key, sight!, from);
            var own = isAlone ? null : looked is null ? await physical.GetAsync(cell) : seen.Find(each => each.Source.Id == files.Own.Id).Facet;
            var view = isAlone ? null : Resolution.NewestOf(sources, table, seen);
            var decision = decide(view?.Item);
            if (!decision.Writes)
            {
                if (looked is not null)
                {
                    await reads.SettleAsync(looked, seen);
                }

                throw decision.Refusal!;
            }

            if (decision.Item?.Length > LargestItem)
            {
                throw new ValidationException("Item size has exceeded the maximum allowed size");
            }

            var facet = Make(files, filing, looked, from, seen, own, view, began, decision.Item);
            var outcome = await PutAsync(cell, facet, isAlone ? CellGuard.IsOlderThan(facet.Number) : CellGuard.IsStill(own));
            if (outcome == StepOutcome.Done)
            {
                await FileAsync(files, key, facet, looked);
                if (files.IsTangled)
                {
                    await clock.WaitBehindAsync(facet.Number + (2 * clock.Uncertainty));
                }

                return decision.Result!;
            }

            if (outcome != StepOutcome.Refused)
            {
                throw new PhysicalException("it is not known whether a write was done");
            }

            await PauseAsync(attempt);
        }

        throw new PhysicalException("a write met too many others at its label");
    }

    // At each inbox, and at all of them at once.
    private async Task FileAsync(FilingSources files, FacetKey key, StoredFacet facet, SourceSet? looked)
    {
        if (files.Inboxes.IsEmpty)
        {
            return;
        }

        var guard = new InboxGuard(facet.Origin, facet.Number, looked is null ? [] :
            [.. looked.All.Where(source => source.Id != facet.Origin).Select(source => (source.Id, facet.Basis[source.Id]))]);
        var shard = KeyLayout.ShardOf(key);
        var outcomes = await Task.WhenAll(files.Inboxes.Select(inbox => DeliverAsync(KeyLayout.Of(inbox, key, shard), facet, guard)));
        if (!outcomes.All(outcome => outcome is StepOutcome.Done or StepOutcome.Refused))
        {
            throw new PhysicalException("it is not known whether a write has got to everyone who may see it");
        }
    }

    private async Task<StepOutcome> DeliverAsync(PhysicalKey inbox, StoredFacet facet, InboxGuard guard)
    {
        // Not after an unknown outcome: what was delivered, and has been followed by another since, would come back.
        for (var attempt = 0; ; attempt++)
        {
            var outcome = await physical.DeliverAsync(inbox, facet, guard);
            if (outcome != StepOutcome.TurnedAway || attempt == MostTries)
            {
                return outcome;
            }

            await PauseAsync(attempt);
        }
    }

    private async ValueTask<StepOutcome> PutAsync(PhysicalKey cell, StoredFacet facet, CellGuard guard)
    {
        var isUnsure = false;
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var outcome = await physical.PutAsync(cell, facet, guard);
            if (outcome == StepOutcome.Done || (outcome == StepOutcome.Refused && !isUnsure))
            {
                return outcome;
            }

            if (outcome != StepOutcome.TurnedAway)
            {
                isUnsure = true;
                var now = await physical.GetAsync(cell);
                if (now?.Was(facet.Uid) == true)
                {
                    return StepOutcome.Done;
                }

                if (!guard.Holds(now))
                {
                    // Another has come since: after this one, or before it could.
                    return StepOutcome.Unknown;
                }
            }

            await PauseAsync(attempt);
        }

        return StepOutcome.Unknown;
    }

    private ValueTask PauseAsync(int attempt) =>
        attempt == 0 ? default : clock.PauseAsync(Math.Min(ShortestPause << Math.Min(attempt - 1, 10), LongestPause));

    private StoredFacet Make(
        FilingSources files, Filing filing, SourceSet? looked, ImmutableArray<Source> from, List<Seen> seen, StoredFacet? own, StoredFacet? view, long began, byte[]? item) => new()
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

    private static ImmutableArray<Source> With(Source own, ImmutableArray<Source> sources) =>
        sources.Any(source => source.Id == own.Id) ? sources : sources.Add(own);
}
