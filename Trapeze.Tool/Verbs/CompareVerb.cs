using Trapeze.Tool.Stores;

namespace Trapeze.Tool.Verbs;

/// <summary>Says where two stores show a label in use, or one that the policy names, something else.</summary>
internal static class CompareVerb
{
    internal static async Task<bool> RunAsync(string one, string other, string policy, Command command)
    {
        var stores = PolicyOfStores.Read(policy);
        using var first = stores.Open(StoreAddress.Parse(one, command.Lease, isTarget: false));
        using var second = stores.Open(StoreAddress.Parse(other, command.Lease, isTarget: false));
        var differences = await first.CompareAsync(second, stores.Order);
        foreach (var difference in differences)
        {
            await command.Output.WriteLineAsync(difference);
        }

        await command.Output.WriteLineAsync(differences.Count == 0 ? "every label sees the same" : $"{differences.Count} views differ");
        return differences.Count == 0;
    }
}
