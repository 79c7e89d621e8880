using Trapeze.Tool.Stores;

namespace Trapeze.Tool.Verbs;

/// <summary>Prints every facet of a store.</summary>
internal static class ExportVerb
{
    internal static async Task<int> RunAsync(string store, string policy, Command command)
    {
        var stores = PolicyOfStores.Read(policy);
        using var opened = stores.Open(StoreAddress.Parse(store, command.Lease, isTarget: false));
        var count = await opened.ExportAsync(stores.Order, command.Output);
        await command.Output.FlushAsync();
        await command.Errors.WriteLineAsync($"{count} facets");
        return 0;
    }
}
