using Trapeze.Tool.Stores;

namespace Trapeze.Tool.Verbs;

/// <summary>Writes what an export holds into a store; begun again behind what it said last, it goes on.</summary>
internal static class ImportVerb
{
    internal static async Task<int> RunAsync(string store, string policy, Command command)
    {
        var stores = PolicyOfStores.Read(policy);
        var behind = command.Behind is { } text ? Command.Number("--behind", text) : 0;
        using var opened = stores.Open(StoreAddress.Parse(store, command.Lease, isTarget: true));
        var count = await opened.ImportAsync(
            stores.Order, command.Input, behind, command.TakesOtherLabels, done => command.Errors.WriteLine($"{done} facets are there: --behind {done} goes on from here"));
        await command.Errors.WriteLineAsync($"{count} facets");
        return 0;
    }
}
