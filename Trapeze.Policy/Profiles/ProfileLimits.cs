namespace Trapeze.Policy.Profiles;

/// <summary>How much a run under a profile may use; <see langword="null"/> where the policy says nothing.</summary>
public sealed record ProfileLimits
{
    /// <summary>How long it may take.</summary>
    public TimeSpan? Wall { get; init; }

    /// <summary>How much of the processor's time each of its processes may take, in whole seconds.</summary>
    public TimeSpan? Processor { get; init; }

    /// <summary>How many bytes of memory it may have.</summary>
    public long? Memory { get; init; }

    /// <summary>How many processes and threads it may have at once.</summary>
    public int? Processes { get; init; }

    /// <summary>How many bytes it may print, on both outputs together.</summary>
    public int? Output { get; init; }

    /// <summary>How many bytes a file that it writes may have.</summary>
    public long? File { get; init; }

    /// <summary>How many bytes all of its processes may write together.</summary>
    public long? Written { get; init; }
}
