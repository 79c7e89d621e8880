using Trapeze.Core.Labels;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Store;

namespace Trapeze.Tool.Stores;

/// <summary>Stores of one policy's tables.</summary>
internal sealed class PolicyOfStores
{
    private readonly FlowPolicy _policy;

    private PolicyOfStores(FlowPolicy policy) => _policy = policy;

    internal LabelOrder Order => _policy.Order;

    /// <exception cref="CommandException">The policy cannot be read.</exception>
    internal static PolicyOfStores Read(string path)
    {
        var result = PolicyReader.ReadFile(path);
        return new PolicyOfStores(result.Policy ?? throw new CommandException(result.Render()));
    }

    /// <exception cref="CommandException">The policy has no such table.</exception>
    internal string TableOf(string name) =>
        _policy.Tables.ContainsKey(name) ? name : throw new CommandException($"the policy has no table `{name}`: it has {string.Join(", ", _policy.Tables.Keys)}");

    internal FacetedStore Open(StoreBackend backend) => FacetedStore.Open(new FacetedStoreOptions { Tables = PolicyTables.Of(_policy), Backend = backend });
}
