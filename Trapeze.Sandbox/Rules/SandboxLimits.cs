namespace Trapeze.Sandbox.Rules;

/// <summary>How much a confined run may use. What exceeds a limit ends the whole run, but for those of each process: there the kernel ends the process, or refuses it more.</summary>
public sealed record SandboxLimits
{
    private static readonly TimeSpan LongestWall = TimeSpan.FromDays(30);

    /// <summary>How long it may take.</summary>
    public TimeSpan Wall { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many processes and threads there may be at once.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>How many bytes of memory all of its processes may have together; <see langword="null"/> for no bound.</summary>
    /// <remarks>
    /// Counted every 20 ms, so that a run can have more for that long: what is theirs alone, what they share, each page once, and what of it is swapped out. Not counted: pages of
    /// files, and the kernel's own. There is no memory without a process under this limit: <c>memfd_create</c> is refused.
    /// </remarks>
    public long? Memory { get; init; }

    /// <summary>How many bytes of address space each process may have; <see langword="null"/> for no bound.</summary>
    public long? AddressSpace { get; init; }

    /// <summary>How many seconds of processor time each process may take; <see langword="null"/> for no bound.</summary>
    public int? ProcessorSeconds { get; init; }

    /// <summary>How many bytes a file that it writes may have.</summary>
    public long FileSize { get; init; } = 1L << 30;

    /// <summary>How many bytes all of its processes may write together; <see langword="null"/> for no bound.</summary>
    /// <remarks>
    /// Counted every 20 ms: what is written to files, pipes and sockets, again and again if it is written over, and what of files is changed in memory. Files are not given room beforehand
    /// under this limit (<c>fallocate</c> is not supported).
    /// </remarks>
    public long? Written { get; init; }

    /// <summary>How many bytes it may print, on both outputs together.</summary>
    public int Output { get; init; } = 1 << 20;

    /// <summary>What is wrong with them, for people; <see langword="null"/> if nothing is.</summary>
    internal string? Problem =>
        Wall <= TimeSpan.Zero || Wall > LongestWall ? $"{nameof(Wall)} is more than nothing and at most {LongestWall.Days} days, not {Wall}"
        : Processes < 1 ? $"{nameof(Processes)} is at least 1, not {Processes}"
        : Memory < 0 || AddressSpace < 0 || ProcessorSeconds < 0 || FileSize < 0 || Written < 0 || Output < 0 ? "no limit is less than nothing"
        : null;
}
