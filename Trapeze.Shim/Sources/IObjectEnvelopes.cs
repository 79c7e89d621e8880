using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>Looks up the envelopes of objects, which S3's events do not carry.</summary>
internal interface IObjectEnvelopes
{
    /// <summary>What is kept with an object of that very version; <see langword="null"/> if there is no such object any more.</summary>
    /// <exception cref="EventsUnavailableException">It cannot be known now.</exception>
    Task<ObjectEnvelope?> FindAsync(StoredObject stored, CancellationToken cancellation);
}
