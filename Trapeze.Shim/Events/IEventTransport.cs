namespace Trapeze.Shim.Events;

/// <summary>Carries published events to the functions that they start.</summary>
internal interface IEventTransport
{
    /// <summary>Adds the event; completes when it is durable.</summary>
    /// <exception cref="EventsUnavailableException">It could not be kept.</exception>
    Task AppendAsync(NewEvent added);
}
