namespace Trapeze.Evidence.Histories.Recording;

/// <summary>How an operation ended, as far as the check may assume.</summary>
internal enum Outcome
{
    /// <summary>It was told that it was done.</summary>
    Done,

    /// <summary>It was told that its condition does not hold.</summary>
    Refused,

    /// <summary>It may have been done, may yet be, or never.</summary>
    Unknown,

    /// <summary>It failed before anything was done, and must never show.</summary>
    NotDone,
}
