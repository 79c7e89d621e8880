using Trapeze.Store;

namespace Trapeze.Shim.Composition;

/// <summary>Where the host keeps its facets, if not in the data folder.</summary>
/// <remarks>A type of the shim's own and no option: a backend may hold credentials, and function code can ask for options.</remarks>
internal sealed record StoreChoice(StoreBackend Backend);
