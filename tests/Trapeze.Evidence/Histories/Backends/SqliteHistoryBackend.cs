using Trapeze.Evidence.Histories.Orders;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>The embedded backend, on real files, as it ships.</summary>
internal sealed class SqliteHistoryBackend : IHistoryBackend
{
    public string Name => "embedded";

    // Every write is decided and made in one transaction of one file.
    public bool IsWhole(Shape shape, IReadOnlyList<int> labels) => true;

    public IHistorySite CreateSite(long number) => new SqliteHistorySite();
}
