namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>How a physical write ended.</summary>
internal enum StepOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>Its guard does not hold; nothing was done.</summary>
    Refused,

    /// <summary>It was turned away before anything was done, and may be tried again.</summary>
    TurnedAway,

    /// <summary>It may have been done, may yet be, or never.</summary>
    Unknown,
}
