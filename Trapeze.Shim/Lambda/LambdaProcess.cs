using Trapeze.Shim.Lambda.Instances;

namespace Trapeze.Shim.Lambda;

/// <summary>This process as Lambda has started it.</summary>
internal sealed class LambdaProcess(LambdaOptions options, IRenewal renewal, Handover? handover)
{
    private Handover? _handover = handover;

    internal LambdaOptions Options { get; } = options.Copy();

    internal Instance Instance { get; } = new();

    internal IRenewal Renewal { get; } = renewal;

    /// <summary>How many invocations Lambda may hand out at once.</summary>
    internal int Concurrency { get; init; } = 1;

    /// <summary>Whether a picture of this process is taken when it has started, and many go on from there.</summary>
    internal bool WaitsForRestore { get; init; }

    /// <summary>What the names of functions' own queues begin with; <see langword="null"/> if there are none.</summary>
    internal string? QueuePrefix { get; init; }

    /// <summary>What the process before has handed over; once.</summary>
    internal Handover? TakeHandover() => Interlocked.Exchange(ref _handover, null);

    /// <summary>So that Lambda sees that this process has not ended well.</summary>
    internal static void Fail() => Environment.ExitCode = 1;
}
