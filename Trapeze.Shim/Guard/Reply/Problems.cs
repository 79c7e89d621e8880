using System.Collections.Frozen;

namespace Trapeze.Shim.Guard.Reply;

/// <summary>All the constant answers of the guard. Their types are stable.</summary>
internal static class Problems
{
    private static readonly FrozenDictionary<int, Problem> OfBadRequests =
        new[] { 400, 405, 408, 411, 413, 414, 415, 417, 431 }.ToFrozenDictionary(status => status, status => new Problem(status, "bad-request", "the request cannot be read"));

    /// <summary>A token that cannot be verified, or credentials of another kind.</summary>
    internal static Problem Unauthorized { get; } = new(401, "unauthorized", "the caller cannot be verified", challenge: "Bearer");

    /// <summary>The policy makes nobody of this caller, or does not let it call the function.</summary>
    internal static Problem RefusedCaller { get; } = new(403, "refused:caller", "the policy does not admit the caller");

    /// <summary>The activation rose above its reply.</summary>
    internal static Problem RefusedReply { get; } = new(403, "refused:reply", "the policy does not let the reply out");

    /// <summary>The function did not catch the refusal of one of its flows.</summary>
    internal static Problem RefusedFlow { get; } = new(403, "refused:flow", "the policy refuses a flow of the function");

    /// <summary>No function of the policy has this route.</summary>
    internal static Problem NoRule { get; } = new(404, "no-rule", "the policy names no function for this request");

    /// <summary>The body is larger than the guard reads.</summary>
    internal static Problem TooLarge { get; } = new(413, "request-too-large", "the request body is too large");

    /// <summary>The function failed before its reply was decided.</summary>
    internal static Problem Fault { get; } = new(500, "fault", "the function failed");

    /// <summary>WebSockets and other upgrades leave the guard's sight.</summary>
    internal static Problem Upgrade { get; } = new(501, "refused:upgrade", "upgrades are not guarded and therefore refused");

    /// <summary>The function may rise, and this host cannot reply before a function has ended.</summary>
    internal static Problem RefusedByHost { get; } = new(501, "refused:host", "this host cannot run functions that may rise");

    /// <summary>Too many activations that may rise out of sight.</summary>
    internal static Problem Busy { get; } = new(503, "busy", "too many requests of this kind are running");

    /// <summary>The host's own time for a request is over.</summary>
    internal static Problem TimedOut { get; } = new(504, "timed-out", "the function has not ended in time");

    /// <summary>A request that the server or the function could not read.</summary>
    internal static Problem BadRequest(int status) => OfBadRequests.GetValueOrDefault(status, OfBadRequests[400]);
}
