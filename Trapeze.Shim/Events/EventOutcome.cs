namespace Trapeze.Shim.Events;

/// <summary>What became of one attempt at a record.</summary>
internal enum EventOutcome
{
    /// <summary>Its function returned.</summary>
    Completed,

    /// <summary>Its function threw, or was asked to stop and did.</summary>
    Failed,

    /// <summary>Its function rose out of sight of the record's label: what becomes of it is not known there any more.</summary>
    Risen,

    /// <summary>The policy does not know the label that the record carries.</summary>
    UnknownLabel,

    /// <summary>The policy does not start the function by the event.</summary>
    NotSubscribed,

    /// <summary>There is no room for another activation of its label that may rise.</summary>
    Busy,

    /// <summary>Its function did not end in time.</summary>
    Hung,
}
