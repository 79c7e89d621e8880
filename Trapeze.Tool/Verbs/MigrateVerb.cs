using Trapeze.Store.Transfer;
using Trapeze.Tool.Stores;

namespace Trapeze.Tool.Verbs;

/// <summary>Copies a table without labels into a store, or looks whether all of it is there.</summary>
internal static class MigrateVerb
{
    /// <returns>Whether it could be done for every item.</returns>
    internal static async Task<bool> RunAsync(string source, string store, string policy, string table, IReadOnlyList<string> labels, bool verifies, Command command)
    {
        var stores = PolicyOfStores.Read(policy);
        var rule = LabelRule.Parse(stores.Order, labels);
        var (client, name) = StoreAddress.PlainTable(source);
        using var reads = client;
        using var opened = stores.Open(StoreAddress.Parse(store, command.Lease, isTarget: !verifies));
        await opened.AdoptAsync(stores.Order);
        var migration = new TableMigration(reads, name, opened, stores.TableOf(table), rule);
        var behind = command.Behind is { } key ? KeyText.Parse(key) : null;
        var done = await (verifies
            ? migration.VerifyAsync(behind, Tell, (item, why) => command.Output.WriteLine($"{KeyText.Of(item)}: {why}"))
            : migration.CopyAsync(behind, Tell, (item, why) => command.Output.WriteLine($"{KeyText.Of(item)}: {why}")));
        await command.Output.WriteLineAsync($"{done.Items} items, {done.Refused} of them {(verifies ? "not there as they are" : "not copied")}");
        return done.Refused == 0;

        void Tell(MigrationProgress progress)
        {
            if (progress.Behind is { } last)
            {
                command.Errors.WriteLine($"{progress.Items} items; --behind '{KeyText.Of(last)}' goes on from here");
            }
        }
    }
}
