using System.Text.Json;
using Trapeze.Core.Activations;
using Trapeze.Shim.Events;

namespace HelloRetail.Unguarded;

/// <summary>Publishes whatever it is given.</summary>
internal sealed class UnguardedEvents(UnguardedQueue queue, Activation activation) : IEvents
{
    public Task PublishAsync<T>(string eventName, T payload, EventOptions? options = null, CancellationToken cancellationToken = default)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(payload, JsonSerializerOptions.Web);
        queue.Add(new UnguardedEvent(eventName, bytes, options?.At ?? activation.Label, options?.Delay ?? TimeSpan.Zero), options?.DeduplicationId);
        return Task.CompletedTask;
    }
}
