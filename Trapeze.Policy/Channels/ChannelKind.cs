namespace Trapeze.Policy.Channels;

/// <summary>The way that a channel leads out by.</summary>
public enum ChannelKind
{
    /// <summary>Requests to one named HTTP destination.</summary>
    Http,

    /// <summary>Mail through one named server.</summary>
    Smtp,

    /// <summary>The log.</summary>
    Log,

    /// <summary>Counters and histograms.</summary>
    Metrics,

    /// <summary>Distributed traces.</summary>
    Trace,

    /// <summary>The answer to the caller.</summary>
    Reply,
}
