namespace Trapeze.Core.Activations;

/// <summary>The monitor's rules, by the names of semantics §2.</summary>
public enum Rule
{
    /// <summary>An event becomes an activation.</summary>
    Start,

    /// <summary>The activation's label rises.</summary>
    RaiseLabel,

    /// <summary>A value goes out on a channel.</summary>
    Send,

    /// <summary>What a channel brings comes in.</summary>
    Receive,

    /// <summary>A new activation is asked for.</summary>
    Invoke,

    /// <summary>A value passes a declassifier.</summary>
    Declassify,

    /// <summary>The reply goes out. Recorded only when a raise takes the activation above it, and so decides it.</summary>
    Reply,

    /// <summary>A program is run, confined. Recorded only where it is refused something: it is part of its activation, and no flow.</summary>
    Run,
}
