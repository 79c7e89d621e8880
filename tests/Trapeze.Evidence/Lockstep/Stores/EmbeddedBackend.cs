namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Facets in a SQLite file.</summary>
public sealed class EmbeddedBackend : IStoreBackend
{
    public string Name => "embedded";

    public bool Adopts => true;

    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public IStoreHome Make() => new EmbeddedHome();
}
