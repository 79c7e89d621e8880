namespace Trapeze.Shim.Events;

/// <summary>What became of an attempt to take a record.</summary>
internal enum ClaimOutcome
{
    /// <summary>It is being done by another, who may fail: neither done nor free.</summary>
    Held,

    /// <summary>It was free, and is the caller's now.</summary>
    Taken,

    /// <summary>It is done, and remembered.</summary>
    Done,
}
