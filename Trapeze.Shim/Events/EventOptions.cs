using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>How an event is published.</summary>
public sealed class EventOptions
{
    /// <summary>The label that the event carries and its receivers start at; the publisher's current label if not given.</summary>
    public Label? At { get; init; }

    /// <summary>How long the event waits before it is delivered.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// An event of the same name, label and id that was published within the de-duplication window is not published again; the publisher
    /// is not told.
    /// </summary>
    public string? DeduplicationId { get; init; }
}
