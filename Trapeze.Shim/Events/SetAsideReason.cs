namespace Trapeze.Shim.Events;

/// <summary>Why a record is no longer delivered.</summary>
public enum SetAsideReason
{
    /// <summary>Its function failed at every attempt.</summary>
    Failed,

    /// <summary>Its function did not end when it was cancelled.</summary>
    Hung,

    /// <summary>Its label is no label of the current policy.</summary>
    UnknownLabel,

    /// <summary>The current policy does not start its function on this event at this label.</summary>
    NotSubscribed,

    /// <summary>Its envelope does not open, or speaks of another record: it is not what was published.</summary>
    NotAuthentic,

    /// <summary>Its payload is not JSON, which no function could be given.</summary>
    NotJson,
}
