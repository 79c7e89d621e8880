using Trapeze.Evidence.Protocols.Stepping;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Evidence.Protocols.Planted;

/// <summary>A table that does some steps wrong.</summary>
internal sealed class WrongTable(World world, int client, Scenery scenery) : SteppedTable(world, client, scenery)
{
    private readonly Dictionary<PhysicalKey, StoredFacet?> _stale = [];

    /// <summary>What a guard of a cell becomes.</summary>
    public Func<CellGuard, CellGuard>? OfCell { get; init; }

    /// <summary>What a guard of an inbox becomes.</summary>
    public Func<InboxGuard, InboxGuard>? OfInbox { get; init; }

    /// <summary>What a facet becomes before it is written.</summary>
    public Func<StoredFacet, StoredFacet>? OfFacet { get; init; }

    /// <summary>What the outcome of a write to a cell becomes.</summary>
    public Func<StepOutcome, StepOutcome>? AfterPut { get; init; }

    /// <summary>What the outcome of a delivery becomes.</summary>
    public Func<StepOutcome, StepOutcome>? AfterDelivery { get; init; }

    public bool WritesWhateverIsThere { get; init; }

    public bool CountsNoArrivals { get; init; }

    public bool DeliversLater { get; init; }

    public bool ReadsStale { get; init; }

    public bool IsTurnedAwayByOthers { get; init; }

    public bool WritesApart { get; init; }

    public bool AsksOneOfSeveral { get; init; }

    public bool MarksNothing { get; init; }

    public bool MarksLater { get; init; }

    public bool UnmarksNothing { get; init; }

    public override async ValueTask<StepOutcome> PutAllAsync(IReadOnlyList<CellWrite> writes)
    {
        if (WritesApart)
        {
            var outcomes = await Task.WhenAll(writes.Select(write => base.PutAllAsync([write]).AsTask()));
            return outcomes.Max();
        }

        var asked = AsksOneOfSeveral ? writes.Select((write, at) => at == 0 ? write : write with { Guard = CellGuard.IsOlderThan(write.Facet?.Number ?? long.MaxValue) }).ToList() : writes;
        var outcome = await base.PutAllAsync(asked);
        return AfterPut?.Invoke(outcome) ?? outcome;
    }

    public override ValueTask MarkAsync(StoredDependent entry)
    {
        if (MarksLater)
        {
            _ = base.MarkAsync(entry).AsTask();
        }

        return MarksNothing || MarksLater ? default : base.MarkAsync(entry);
    }

    public override ValueTask UnmarkAsync(PhysicalKey key) => UnmarksNothing ? default : base.UnmarkAsync(key);

    public override async ValueTask<StepOutcome> PutAsync(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        if (IsTurnedAwayByOthers && World.Items.Values.Any(other => other.Origin != facet.Origin && !facet.Basis.Seen.Any(seen => seen.Source == other.Origin)))
        {
            await World.TurnAsync(Client);
            return StepOutcome.TurnedAway;
        }

        var outcome = await base.PutAsync(key, OfFacet?.Invoke(facet) ?? facet, guard);
        return AfterPut?.Invoke(outcome) ?? outcome;
    }

    public override async ValueTask<Delivery> DeliverAsync(PhysicalKey key, StoredFacet facet, InboxGuard guard, bool tells)
    {
        facet = OfFacet?.Invoke(facet) ?? facet;
        if (DeliversLater)
        {
            _ = LateAsync(() => Deliver(key, facet, guard));
            return new Delivery(StepOutcome.Done, Before: null);
        }

        var delivery = await base.DeliverAsync(key, facet, guard, tells);
        return delivery with { Outcome = AfterDelivery?.Invoke(delivery.Outcome) ?? delivery.Outcome };
    }

    protected override StepOutcome Put(PhysicalKey key, StoredFacet facet, CellGuard guard)
    {
        if (!WritesWhateverIsThere)
        {
            return base.Put(key, facet, OfCell?.Invoke(guard) ?? guard);
        }

        World.Items[key] = facet;
        return StepOutcome.Done;
    }

    protected override StepOutcome Deliver(PhysicalKey key, StoredFacet facet, InboxGuard guard)
    {
        var outcome = base.Deliver(key, facet, OfInbox?.Invoke(guard) ?? guard);
        if (CountsNoArrivals && outcome == StepOutcome.Done)
        {
            World.Items[key] = facet.Arriving(1);
        }

        return outcome;
    }

    // What this process read last, if it read anything.
    protected override StoredFacet? Read(PhysicalKey key)
    {
        var now = base.Read(key);
        var before = ReadsStale && _stale.TryGetValue(key, out var kept) ? kept : now;
        _stale[key] = now;
        return before;
    }
}
