using Trapeze.Sandbox.Levels;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Composition;

/// <summary>What the host says of the shim; checked when it starts.</summary>
public sealed class TrapezeOptions
{
    /// <summary>The policy's file.</summary>
    public string PolicyPath { get; set; } = "policy.yaml";

    /// <summary>The authentication scheme that says who a caller is; <see langword="null"/> if every caller is anonymous.</summary>
    /// <remarks>An identity comes from this scheme and from nowhere else; a <c>User</c> that is already there is not looked at.</remarks>
    public string? AuthenticationScheme { get; set; }

    /// <summary>The folder of the queue of events, of the audit log and, unless <c>UseStore</c> says otherwise, of the store; created if it is not there.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The longest <c>Authorization</c> header, in characters.</summary>
    public int MaxTokenLength { get; set; } = 8 * 1024;

    /// <summary>The largest request body, in bytes: it is read whole before a function starts.</summary>
    public int MaxRequestBody { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest reply body, in bytes, of a function that does not stream: it is sent whole or not at all.</summary>
    public int MaxReplyBody { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// The most activations of one start label that may be running out of sight. One that has risen counts for the whole of
    /// <see cref="HiddenDeadline"/>, however long it really runs: otherwise the next caller could tell.
    /// </summary>
    public int HiddenRunsPerLabel { get; set; } = 1024;

    /// <summary>The most activations that could rise out of sight and have not ended, over all labels: what the machine can hold, as a last resort.</summary>
    public int HiddenRuns { get; set; } = 8192;

    /// <summary>How long after its reply was refused an activation is asked to stop, through <c>RequestAborted</c>.</summary>
    public TimeSpan HiddenDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether functions that cannot rise run on threads of their own as well, those that stream excepted.</summary>
    /// <remarks>
    /// Otherwise they share the server's threads, as in any ASP.NET Core application: many that block at one label keep callers of every label waiting.
    /// They then count among the activations of their start label until they end.
    /// </remarks>
    public bool EveryFunctionApart { get; set; }

    /// <summary>The most native programs that one activation runs at once; more wait.</summary>
    public int ProgramsPerActivation { get; set; } = 4;

    /// <summary>What has to confine native programs; with less none is run.</summary>
    /// <remarks>
    /// Without namespaces, a program can ask after what it is not given: by <c>stat</c> it sees the sizes and times of the host's own files, which hold everybody's data, and how many programs
    /// others run. So a host that asks for less here lets labels learn that of each other. On a machine that cannot trace, profiles with <c>audit: reads</c> are not run, whatever is said here.
    /// </remarks>
    public SandboxRequirement RequireOfPrograms { get; set; } = SandboxRequirement.Namespaces;

    /// <summary>How the queue of events keeps and delivers its records.</summary>
    public EventQueueOptions Events { get; set; } = new();

    /// <summary>Bounds on what goes out and comes back on channels.</summary>
    public ChannelOptions Channels { get; set; } = new();

    internal TrapezeOptions Copy() => (TrapezeOptions)MemberwiseClone();
}
