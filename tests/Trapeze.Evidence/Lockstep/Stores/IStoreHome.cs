using Trapeze.Store;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Where one store keeps its facets; gone when disposed of.</summary>
public interface IStoreHome : IDisposable
{
    /// <summary>What opens it, and opens it again.</summary>
    StoreBackend Backend { get; }
}
