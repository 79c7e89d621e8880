namespace Trapeze.Shim.Events;

/// <summary>An event could not be kept; nothing of it was.</summary>
/// <remarks>The text is constant and there is no inner exception: it may reach a function.</remarks>
public sealed class EventsUnavailableException() : Exception("events are unavailable");
