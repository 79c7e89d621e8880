using System.Collections.Immutable;

namespace Trapeze.Policy.Profiles;

/// <summary>What a native program may do that a function runs: a name for it, and the only functions that may use it.</summary>
/// <remarks>
/// A run is part of its activation, so nothing that it is given here may carry anything from one label to another: no path can be written; a run has a folder
/// of its own for that, which is gone with it. The network is a channel of the policy, with its label.
/// </remarks>
public sealed class SandboxProfile
{
    internal SandboxProfile(
        string name,
        ImmutableArray<string> functions,
        ImmutableArray<PathPattern> executes,
        bool executesOwn,
        ImmutableArray<PathPattern> reads,
        string? channel,
        ImmutableArray<ProfileVariable> environment,
        ProfileLimits limits,
        bool auditsReads)
    {
        Name = name;
        Functions = functions;
        Executes = executes;
        ExecutesOwn = executesOwn;
        Reads = reads;
        Channel = channel;
        Environment = environment;
        Limits = limits;
        AuditsReads = auditsReads;
    }

    /// <summary>The name that the policy gives it.</summary>
    public string Name { get; }

    /// <summary>The only functions that may run programs under it.</summary>
    public ImmutableArray<string> Functions { get; }

    /// <summary>The programs that may be executed, or the folders that they lie in; they can be read, too.</summary>
    public ImmutableArray<PathPattern> Executes { get; }

    /// <summary>Whether programs may be executed that lie in the run's own folder.</summary>
    public bool ExecutesOwn { get; }

    /// <summary>What can be read, with all that lies below it.</summary>
    public ImmutableArray<PathPattern> Reads { get; }

    /// <summary>The policy's name of the channel to a server on this machine that it may connect to; <see langword="null"/> if there is no network.</summary>
    public string? Channel { get; }

    /// <summary>The environment.</summary>
    public ImmutableArray<ProfileVariable> Environment { get; }

    /// <summary>How much a run may use.</summary>
    public ProfileLimits Limits { get; }

    /// <summary>Whether what a run opens to read outside of what it is given is named, too, among what it was refused.</summary>
    public bool AuditsReads { get; }

    /// <summary>Whether a function may run programs under it.</summary>
    public bool Admits(string function) => Functions.Contains(function, StringComparer.Ordinal);

    /// <summary>The profile's name.</summary>
    public override string ToString() => Name;
}
