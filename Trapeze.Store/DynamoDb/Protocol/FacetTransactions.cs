using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Reads and writes of several keys in one step.</summary>
/// <remarks>
/// What is in sight is read until two looks find the same: each item's contents never come back, so that between the looks there was an instant at
/// which all of it was there. The cells are then written at one instant, if none of the label's own has changed. Nothing of another label is in that: what lower labels
/// write meanwhile lies above what the transaction wrote, as it does with a single write.
/// </remarks>
internal sealed class FacetTransactions(IPhysicalTable physical, IProtocolClock clock, Occupancy occupancy, FacetReads reads, FacetWrites writes, FacetMaker maker)
{
    private const int MostLooks = 40;

    // What DynamoDB takes into one transaction.
    private const int MostCells = 100;

    private readonly Commits _commits = new(physical, clock);

    /// <summary>The newest items in sight, all at one instant.</summary>
    internal async ValueTask<IReadOnlyList<byte[]?>> NewestAsync(SourceMap sources, IReadOnlyList<TableKey> keys, Sight sight)
    {
        var looked = keys.Select(key => sources.Of(key.Table, sight)).ToList();
        var seen = await SnapshotAsync(sources, keys, looked, [], sight);
        var items = seen.Select((each, at) => Resolution.NewestOf(sources, keys[at].Table, each)?.Item).ToList();
        await SettleAsync(looked, seen);
        return items;
    }

    /// <summary>Writes all that is decided on what is in sight, or nothing.</summary>
    internal async Task<T> WriteAsync<T>(
        SourceMap sources, IReadOnlyList<TableKey> keys, Sight sight, Filing filing, Func<IReadOnlyList<byte[]?>, ManyWritesDecision<T>> decide)
    {
        if (keys.Count > MostCells)
        {
            throw new ValidationException($"On this backend a transaction has at most {MostCells} actions, of which a ClientRequestToken takes one");
        }

        var targets = new List<(FilingSources Files, SourceSet? Looked)>();
        foreach (var (table, _) in keys)
        {
            targets.Add(await writes.BeginAsync(sources, table, filing));
        }

        var looked = targets.ConvertAll(target => target.Looked ?? throw new TooManyPlacesException());
        for (var attempt = 0; attempt < FacetWrites.MostAttempts; attempt++)
        {
            var began = clock.Now;
            var seen = await SnapshotAsync(sources, keys, looked, targets.ConvertAll(target => target.Files.Own), sight);
            var found = seen.Select((each, at) => new Found(
                each,
                each.Find(facet => facet.Source.Id == targets[at].Files.Own.Id).Facet,
                Resolution.NewestOf(sources, keys[at].Table, each))).ToList();
            var decision = decide(found.ConvertAll(each => each.View?.Item));
            if (!decision.Writes.Any(write => write is not null))
            {
                await SettleAsync(looked, seen);
                return decision.Refusal is { } refusal ? throw refusal : decision.Result!;
            }

            var drafts = decision.Writes.Select((write, at) => new Draft(
                keys[at],
                targets[at].Files,
                looked[at],
                write is { } made ? maker.Make(targets[at].Files, filing, looked[at], found[at], began, made.Item) : null,
                found[at].Own,
                CellGuard.IsStill(found[at].Own)));
            if (await _commits.TryAsync([.. drafts]))
            {
                return decision.Result!;
            }

            await clock.BackOffAsync(attempt);
        }

        throw FacetWrites.TooManyOthers();
    }

    // Before each look, and after the last, it is asked anew which sources are in use: what is not was empty at that moment.
    private async ValueTask<List<Seen>[]> SnapshotAsync(
        SourceMap sources, IReadOnlyList<TableKey> keys, List<SourceSet> looked, List<Source> own, Sight sight)
    {
        var from = await SourcesOfAsync(looked, own);
        var before = await LookAsync(sources, keys, from, sight);
        for (var attempt = 0; attempt < MostLooks; attempt++)
        {
            // Own cells alone hold what was read when they are written, or are not written.
            var (isSingle, isGuarded) = (keys.Count == 1 && from is not null, own.Count > 0 && from?.TrueForAll(each => each.Length == 1) == true);
            from = await SourcesOfAsync(looked, own);
            if (isSingle || (isGuarded && from!.TrueForAll(each => each.Length == 1)))
            {
                return before;
            }

            var now = await LookAsync(sources, keys, from, sight);
            if (before.Zip(now).All(pair => IsSame(pair.First, pair.Second)))
            {
                return now;
            }

            before = now;
            await clock.BackOffAsync(attempt);
        }

        throw new PhysicalException("what several keys hold changed at every look");
    }

    // For each key; null if it is everything.
    private async ValueTask<List<ImmutableArray<Source>>?> SourcesOfAsync(List<SourceSet> looked, List<Source> own)
    {
        if (looked[0].IsEverything)
        {
            return null;
        }

        List<ImmutableArray<Source>> all = [];
        for (var at = 0; at < looked.Count; at++)
        {
            var from = await occupancy.OfAsync(looked[at]);
            all.Add(own.Count > 0 ? FacetReads.With(own[at], from) : from);
        }

        return all;
    }

    private async ValueTask<List<Seen>[]> LookAsync(SourceMap sources, IReadOnlyList<TableKey> keys, List<ImmutableArray<Source>>? from, Sight sight)
    {
        if (from is not null)
        {
            return await reads.CollectAsync(sources, [.. keys.Zip(from)], sight);
        }

        var everything = new List<Seen>[keys.Count];
        for (var at = 0; at < everything.Length; at++)
        {
            everything[at] = await reads.CollectEverythingAsync(sources, keys[at].Table, keys[at].Key, sight);
        }

        return everything;
    }

    private static bool IsSame(List<Seen> one, List<Seen> other) => one.Count == other.Count
        && one.Zip(other).All(pair => pair.First.Source.Id == pair.Second.Source.Id && pair.First.Facet.Uid == pair.Second.Facet.Uid && pair.First.Position == pair.Second.Position);

    private async ValueTask SettleAsync(List<SourceSet> looked, List<Seen>[] seen)
    {
        for (var at = 0; at < seen.Length; at++)
        {
            await reads.SettleAsync(looked[at], seen[at]);
        }
    }
}
