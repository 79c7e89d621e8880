namespace Trapeze.Evidence.Envelopes;

/// <summary>What somebody without the keys does to a record on its way.</summary>
public enum Forgery
{
    /// <summary>Nothing: the control, which has to start what it says.</summary>
    None,

    /// <summary>Makes an envelope up.</summary>
    Forged,

    /// <summary>Sends one a second time that has been delivered.</summary>
    Replayed,

    /// <summary>Cuts something off.</summary>
    Truncated,

    /// <summary>Writes another label in.</summary>
    Relabelled,

    /// <summary>Sends it to where it was not made for.</summary>
    CrossSource,

    /// <summary>Signs it with a key of its own, under a name that is there.</summary>
    WrongKey,

    /// <summary>Puts it around another body.</summary>
    OtherBody,

    /// <summary>Keeps it until it has expired.</summary>
    Expired,

    /// <summary>Flips one bit of it.</summary>
    Flipped,
}
