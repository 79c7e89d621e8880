using Trapeze.Shim.Events;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>The objects of a bucket as S3 keeps them.</summary>
internal sealed class Objects : IObjectEnvelopes
{
    internal Dictionary<StoredObject, ObjectEnvelope> Kept { get; } = [];

    internal bool IsGone { get; set; }

    public Task<ObjectEnvelope?> FindAsync(StoredObject stored, CancellationToken cancellation) =>
        IsGone ? Task.FromException<ObjectEnvelope?>(new EventsUnavailableException()) : Task.FromResult(Kept.GetValueOrDefault(stored));
}
