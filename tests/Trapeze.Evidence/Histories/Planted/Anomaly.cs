using Trapeze.Evidence.Histories.Backends;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>A known mistake of stores, between the engine and a storage that does not make it: the check must find it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plant">Puts it over a storage; the site is for mistakes that are made in what the storage keeps.</param>
internal sealed record Anomaly(string Name, Func<IFacetStorage, IHistorySite, IFacetStorage> Plant)
{
    public static IReadOnlyList<Anomaly> All { get; } =
    [
        new("stale read", (storage, _) => new StaleReads(storage)),
        new("stale page", (storage, _) => new StalePages(storage)),
        new("page that leaves a key out", (storage, _) => new ShortPages(storage)),
        new("lost update", (storage, _) => new SplitWrites(storage)),
        new("time-out taken for refusal", (storage, _) => new HastyRefusals(storage)),
        new("blind retry after a time-out", (storage, _) => new BlindRetries(storage)),
        new("resurrected by a collected tombstone", (storage, site) => new TombstoneCollector(storage, site)),
        new("half-visible write", (storage, _) => new HalfFiledWrites(storage)),
        new("write left out of a batch", (storage, _) => new LeftOutWrites(storage)),
        new("acknowledged before it is kept", (storage, _) => new EarlyAcknowledgements(storage)),
        new("condition tested above the view", (storage, _) => new HighConditions(storage)),
        new("conflict with what is hidden", (storage, _) => new HiddenConflicts(storage)),
    ];
}
