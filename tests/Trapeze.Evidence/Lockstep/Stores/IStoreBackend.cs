namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>A backend to look at: what holds for one has to hold for each.</summary>
public interface IStoreBackend
{
    /// <summary>Its name, for people.</summary>
    string Name { get; }

    /// <summary>Whether another order of labels can be adopted than the first.</summary>
    bool Adopts { get; }

    /// <summary>How long programs that run at once may take.</summary>
    TimeSpan Patience { get; }

    /// <summary>An empty place for one store.</summary>
    IStoreHome Make();
}
