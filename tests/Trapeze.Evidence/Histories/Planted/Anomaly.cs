using Trapeze.Evidence.Histories.Backends;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>A known mistake of stores, between the engine and a storage that does not make it: the check must find it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLeak">Whether what is told is in order, and tells of what is hidden: only a second run without that shows it.</param>
/// <param name="Plant">Puts it over a storage; the site is for mistakes that are made in what the storage keeps.</param>
internal sealed record Anomaly(string Name, bool IsLeak, Func<IFacetStorage, IHistorySite, IFacetStorage> Plant)
{
    public static IReadOnlyList<Anomaly> All { get; } =
    [
        new("stale read", IsLeak: false, (storage, _) => new StaleReads(storage)),
        new("stale page", IsLeak: false, (storage, _) => new StalePages(storage)),
        new("page that leaves a key out", IsLeak: false, (storage, _) => new ShortPages(storage)),
        new("lost update", IsLeak: false, (storage, _) => new SplitWrites(storage)),
        new("time-out taken for refusal", IsLeak: false, (storage, _) => new HastyRefusals(storage)),
        new("blind retry after a time-out", IsLeak: false, (storage, _) => new BlindRetries(storage)),
        new("resurrected by a collected tombstone", IsLeak: false, (storage, site) => new TombstoneCollector(storage, site)),
        new("half-visible write", IsLeak: false, (storage, _) => new HalfFiledWrites(storage)),
        new("write left out of a batch", IsLeak: false, (storage, _) => new LeftOutWrites(storage)),
        new("acknowledged before it is kept", IsLeak: false, (storage, _) => new EarlyAcknowledgements(storage)),
        new("condition tested above the view", IsLeak: false, (storage, _) => new HighConditions(storage)),
        new("conflict with what is hidden", IsLeak: true, (storage, _) => new HiddenConflicts(storage)),
    ];
}
