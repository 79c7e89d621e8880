namespace Trapeze.Store;

/// <summary>Where a <see cref="FacetedStore"/> keeps its facets: one of the backends of this assembly.</summary>
public abstract class StoreBackend
{
    private protected StoreBackend()
    {
    }
}
