using System.Collections.Immutable;

namespace Trapeze.Store;

/// <summary>Where a <see cref="FacetedStore"/> keeps its facets: one of the backends of this assembly.</summary>
public abstract class StoreBackend
{
    private protected StoreBackend()
    {
    }

    /// <summary>What keeps a store from being opened on it, as far as that can be said without asking anybody: texts that name the property.</summary>
    public abstract ImmutableArray<string> Problems();
}
