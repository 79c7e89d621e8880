using Trapeze.Evidence.Histories.Backends;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Planted;

/// <summary>A known mistake of stores, between the engine and a storage that does not make it: the check must find it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plant">Puts it over a storage; the site is for mistakes of the storage itself.</param>
internal sealed record Anomaly(string Name, Func<IFacetStorage, IHistorySite, IFacetStorage> Plant)
{
    public static IReadOnlyList<Anomaly> All { get; } = [];
}
