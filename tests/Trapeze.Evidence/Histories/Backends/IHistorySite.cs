using Trapeze.Store;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>Where a backend keeps the facets of some histories, for any number of processes.</summary>
internal interface IHistorySite : IDisposable
{
    /// <summary>Items that the backend cannot write: it fails in the midst of it, at a step of its own. None are ever kept.</summary>
    IReadOnlyList<byte[]> Poisons { get; }

    /// <summary>Whether the storage's own steps wait for turns, and not only the storage as a whole.</summary>
    bool StepsTakeTurns { get; }

    /// <summary>Whether the same steps in the same order are followed by the same steps: no clock but theirs decides anything.</summary>
    bool IsRepeatable { get; }

    /// <summary>Opens the store as a process of its own does.</summary>
    /// <param name="over">What stands between the engine and the storage.</param>
    /// <param name="wire">What stands between the storage and its server, if it has one.</param>
    FacetedStore Open(Func<IFacetStorage, IFacetStorage> over, Func<HttpMessageHandler, HttpMessageHandler> wire);

    /// <summary>Begins to write as another process; the end of what is returned ends it.</summary>
    /// <returns><see langword="null"/> if another is writing already.</returns>
    IDisposable? Hold();

    /// <summary>How far what is on the disk goes now.</summary>
    long Tail();

    /// <summary>All processes die now: whatever opens from now on finds what was on the disk at this instant.</summary>
    /// <param name="tail">If given, what was written behind it got to the disk in part only: nobody has been told of it.</param>
    /// <param name="choice">How much of it.</param>
    /// <remarks>Called where nobody else is writing: inside a write, or while all others stand still.</remarks>
    void Crash(long? tail, int choice);

    /// <summary>Removes every tombstone, whatever lies below it: a mistake, to be planted.</summary>
    void ForgetTombstones();
}
