namespace Trapeze.Shim.Events;

/// <summary>Publishes events from an activation; the label travels with each.</summary>
/// <remarks>semantics §2, rule invoke: every function that the policy subscribes to the event becomes a new activation, fire and forget.</remarks>
public interface IEvents
{
    /// <summary>Publishes an event, as JSON, for every function that the policy subscribes to it.</summary>
    /// <returns>Completes when the event is durable; tells nothing of who receives it, when, or whether it was there before.</returns>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The policy subscribes no function to the event, or the current label does not flow to the label asked for.
    /// </exception>
    /// <exception cref="EventsUnavailableException">The event could not be kept.</exception>
    Task PublishAsync<T>(string eventName, T payload, EventOptions? options = null, CancellationToken cancellationToken = default);
}
