namespace Trapeze.Shim.Events;

/// <summary>A function that the policy subscribes to an event (<c>on: event NAME</c>).</summary>
/// <remarks>
/// Made anew for each record in the activation's own scope. Records are delivered at least once: a function that must act once
/// keeps <see cref="EventMessage.Id"/>.
/// </remarks>
public interface IEventFunction
{
    /// <summary>Runs at the record's label. An exception makes the record be tried again later, and set aside after the last attempt.</summary>
    Task RunAsync(EventMessage message, CancellationToken cancellationToken);
}
