using Trapeze.Tool.Stores;

namespace Trapeze.Tool.Verbs;

/// <summary>Says what a store holds that is due to be removed or delivered, and does it if asked to.</summary>
internal static class CheckVerb
{
    /// <returns>Whether nothing is damaged, and nothing is left undone.</returns>
    internal static async Task<bool> RunAsync(string store, string policy, Command command)
    {
        var stores = PolicyOfStores.Read(policy);
        using var opened = stores.Open(StoreAddress.Parse(store, command.Lease, isTarget: false));
        var report = await opened.InspectAsync(stores.Order, command.Repairs);
        foreach (var damage in report.Damage)
        {
            await command.Output.WriteLineAsync($"damaged: {damage}");
        }

        var done = command.Repairs ? "done" : "--repair does it";
        await command.Output.WriteLineAsync($"""
            {report.Facets} facets
            {report.Superseded} superseded everywhere: content to be removed
            {report.Ended} ended: content to be removed
            {report.Undelivered} copies that a writer which died has not delivered: to be delivered
            {report.Left} parts of long items and entries of indexes that are of no facet any more: to be removed
            {(report.Due == 0 ? "nothing is due" : done)}
            """);
        return report.Damage.IsEmpty && (command.Repairs || report.Undelivered == 0);
    }
}
