namespace Trapeze.Shim.Events;

/// <summary>The transport of events that the host chose instead of the data folder's queue.</summary>
internal sealed record TransportChoice(Func<IServiceProvider, IEventTransport> Open);
