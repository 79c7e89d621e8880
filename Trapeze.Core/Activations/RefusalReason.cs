namespace Trapeze.Core.Activations;

/// <summary>Why the monitor refused, for the audit channel only.</summary>
public enum RefusalReason
{
    /// <summary>Nothing was decided: a decision that nobody made refuses.</summary>
    Undecided,

    /// <summary>Not refused.</summary>
    None,

    /// <summary>The policy names no rule for this event, function, channel or declassifier.</summary>
    NoRule,

    /// <summary>The current label does not flow to the label asked for.</summary>
    LabelDoesNotFlow,

    /// <summary>The label asked for is above what the policy lets this function reach.</summary>
    AboveClearance,

    /// <summary>The declassifier belongs to another function.</summary>
    WrongFunction,

    /// <summary>The declassifier does not release into this channel, table or event.</summary>
    WrongSink,

    /// <summary>The current label is not within the declassifier's bound.</summary>
    OutsideDeclassifier,

    /// <summary>Those who vouch for what decides the release are too few.</summary>
    LacksIntegrity,

    /// <summary>What came in is above the current label.</summary>
    AnswerAboveLabel,

    /// <summary>A confined program asked for what its profile does not give it, or for more.</summary>
    OutsideProfile,

    /// <summary>The function has ended, and some of its code goes on.</summary>
    Ended,

    /// <summary>The monitor itself failed.</summary>
    MonitorFault,
}
