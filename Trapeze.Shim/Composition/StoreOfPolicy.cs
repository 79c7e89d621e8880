using Trapeze.Policy;
using Trapeze.Shim.Files;
using Trapeze.Store;

namespace Trapeze.Shim.Composition;

/// <summary>Opens the store with the tables that the policy names: what the host chose, or the embedded one.</summary>
internal static class StoreOfPolicy
{
    /// <exception cref="IOException">It cannot be opened, or holds what another order of labels filed and does not take this one.</exception>
    internal static FacetedStore Open(FlowPolicy policy, StoreBackend backend, TimeProvider clock, Action<IOException> onFailure)
    {
        var store = FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = PolicyTables.Of(policy),
            Backend = backend,
            TimeProvider = clock,
            OnFailure = onFailure,
        });
        try
        {
            // Before anything starts: a store that does not take the policy's labels keeps the host from starting, and fails no request.
            Task.Run(() => store.AdoptAsync(policy.Order)).GetAwaiter().GetResult();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The embedded store of a data folder, for its owner's eyes only.</summary>
    internal static SqliteBackend Embedded(string dataFolder)
    {
        PrivateFile.CreateFolder(dataFolder);
        var path = Path.Combine(dataFolder, "facets.db");
        PrivateFile.Prepare(path);
        return new SqliteBackend { Path = path };
    }
}
