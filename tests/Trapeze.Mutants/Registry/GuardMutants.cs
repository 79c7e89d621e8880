using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The guard in front of functions: who calls, which function, where it starts, what of its reply goes out and when.</summary>
internal static class GuardMutants
{
    private const string Authentication = "Trapeze.Shim/Authentication/CallerAuthentication.cs";
    private const string Guard = "Trapeze.Shim/Guard/GuardMiddleware.cs";
    private const string Run = "Trapeze.Shim/Guard/FunctionRun.cs";
    private const string Turn = "Trapeze.Shim/Guard/Turn.cs";
    private const string Routes = "Trapeze.Shim/Guard/Routes/RouteTable.cs";
    private const string Quota = "Trapeze.Shim/Guard/Rising/RisingQuota.cs";
    private const string Slot = "Trapeze.Shim/Guard/Rising/RisingSlot.cs";
    private const string Body = "Trapeze.Shim/Guard/RequestBody.cs";
    private const string Copy = "Trapeze.Shim/Guard/Reply/ReplyCopy.cs";
    private const string Buffer = "Trapeze.Shim/Guard/Reply/ReplyBuffer.cs";
    private const string Problems = "Trapeze.Shim/Guard/Reply/Problems.cs";
    private const string Lifetime = "Trapeze.Shim/Guard/Context/GuardedContext.Lifetime.cs";
    private const string Context = "Trapeze.Shim/Guard/Context/GuardedContext.cs";
    private const string Request = "Trapeze.Shim/Guard/Context/GuardedContext.Request.cs";
    private const string Headers = "Trapeze.Shim/Guard/Context/RequestHeaders.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("token-invalid-is-anonymous", Authentication, ": result.None && credentials.Count == 0 ? Caller.Anonymous : Caller.Unknown;", ": Caller.Anonymous;", "who shows an invalid token is taken for anonymous", Harm.Functional),
        new("token-fault-is-anonymous", Authentication, "_logger.AuthenticationFailed(exception); return Caller.Unknown;", "_logger.AuthenticationFailed(exception); return Caller.Anonymous;", "who cannot be verified is taken for anonymous", Harm.Functional),
        new("token-twice", Authentication, "credentials.Count > 1 ||", "", "of two tokens, one counts", Harm.Functional),
        new("token-any-length", Authentication, "credentials[0]?.Length > _longest ||", "", "a token may be of any length", Harm.Functional),
        new("caller-unverified", Guard, "if (!caller.IsVerified)", "if (false)", "who cannot be verified goes on", Harm.Functional),
        new("apart-option-ignored", Guard, "|| (services.Options.EveryFunctionApart && !start.Function.Streams)", "", "functions that cannot rise run on the server's threads, whatever the host says") { Near = "Trapeze.Shim/Guard/Hanging.cs" },
        new("apart-streams", Guard, "services.Options.EveryFunctionApart && !start.Function.Streams", "services.Options.EveryFunctionApart", "a function that streams runs apart", Harm.Functional) { Near = "Trapeze.Shim/Guard/Hanging.cs" },
        new("caller-not-admitted", Guard, "!function.Admits(labels.Start) ||", "", "a function runs for callers that it does not list", Harm.Functional),
        new("caller-above-reply", Guard, "|| !labels.Start.FlowsTo(labels.Reply))", ")", "a caller above every reply is refused too late, as a flow", Harm.Functional) { Near = "Trapeze.Shim/Guard/Identity.cs" },
        new("route-unlisted", Routes, "return functions.GetValueOrDefault(shape);", "return functions.GetValueOrDefault(shape) ?? functions.Values.First();", "a route that the policy does not list runs", Harm.Functional),
        new("route-ambiguous", Routes, ".Where(group => group.Distinct().Count() == 1)", "", "of two functions on one route, one runs", Harm.Functional) { Near = "Trapeze.Shim/Guard/Route.cs" },
        new("endpoint-changed", Request, "&& routes.OfEndpoint(Method, value) != _function", "&& false", "what runs behind the guard can pick another function's endpoint", Harm.Functional) { Near = "Trapeze.Shim/Guard/Route.cs" },
        new("stream-may-rise", Guard, "var clearance = start.Function.Streams ? Clearance.None : start.Function", "var clearance = start.Function", "a function that streams may rise") { Near = "Trapeze.Shim/Guard/Stream.cs", Equivalent = "the policy reader refuses `raises:` beside `streams:`, so the clearance of a function that streams is none already" },
        new("rise-with-caller-waiting", Guard, "await (slot is null ? _run.HereAsync(server, context) : _run.ApartAsync(server, context, slot));", "await _run.HereAsync(server, context);", "a caller waits for what runs on unobserved") { IsVisibleOutside = true },
        new("quota-shared", Quota, "count >= perLabel || _running >= inAll", "_running >= perLabel || _running >= inAll", "the hidden runs of one label take the room of another's") { IsVisibleOutside = true },
        new("quota-unbounded", Quota, "count >= perLabel || _running >= inAll", "false", "hidden runs have no bound", Harm.Functional),
        new("quota-freed-by-hidden-end", Slot, "Volatile.Write(ref _cancel, null); quota.End();", "Volatile.Write(ref _cancel, null); Release(); quota.End();", "room comes free when a hidden run ends") { IsVisibleOutside = true },
        new("quota-never-freed", Slot, "quota.Return(start);", "", "room is never given back", Harm.Functional),
        new("refusal-not-written", Turn, "Problems.RefusedReply.Write(_server, _context.ActivationHeader);", "", "a refused reply is an empty success", Harm.Functional),
        new("turn-refused-twice", Turn, "if (_outcome != Outcome.Undecided) { return; } _context.Detach", "_context.Detach", "a decided reply is refused", Harm.Functional) { Equivalent = "the monitor refuses a reply only while it is open, and what decides a turn closes the reply under the same lock" },
        new("turn-read-after-refusal", Turn, "if (_outcome > Outcome.Streaming) { return false; } value = ", "value = ", "a hidden run reads the server's request, which serves another by then") { Near = "Trapeze.Shim/Guard/LateWriter.cs" },
        new("turn-written-after-end", Turn, "if (_outcome != Outcome.Streaming) { return false; } write(state, _server);", "write(state, _server);", "a stream writes on after its end") { Near = "Trapeze.Shim/Guard/LateWriter.cs" },
        new("buffer-not-discarded", Context, "Buffer.Discard();", "", "what a hidden run writes is kept until it is too large", Harm.Functional) { Near = "Trapeze.Shim/Guard/Bounds.cs" },
        new("headers-not-kept", Context, "_headers.Detach(server);", "", "a hidden run loses its request's headers", Harm.Functional) { Near = "Trapeze.Shim/Guard/Refusal.cs" },
        new("headers-live", Headers, "return _copy is null && turn.TryReadHeader(key, ref value) ? value.Count > 0 : Copy.TryGetValue(key, out value);", "return turn.TryReadHeader(key, ref value) ? value.Count > 0 : Copy.TryGetValue(key, out value);", "headers that a function changed are the server's again", Harm.Functional) { Near = "Trapeze.Shim/Guard/GuardedRequest.cs" },
        new("fault-tells", Run, "_ => Problems.Fault,", "_ => new Problem(500, \"fault\", exception.Message),", "the text of a failure is the function's", Harm.Functional),
        new("fault-tells-type", Run, "_ => Problems.Fault,", "_ => new Problem(500, exception.GetType().Name, \"the function failed\"),", "the kind of a failure is the function's", Harm.Functional),
        new("refusal-is-fault", Run, "FlowRefusedException => Problems.RefusedFlow,", "FlowRefusedException => Problems.Fault,", "a refusal looks like a fault", Harm.Functional),
        new("fault-not-sent", Run, "if (!context.Turn.TryFail(activation, problem))", "if (problem is null)", "a function that fails leaves its caller without the constant failure", Harm.Functional),
        new("fault-keeps-headers", Copy, "server.Response.Headers.Remove(name);", "", "a failure carries the headers of the reply that was not sent", Harm.Functional) { Near = "Trapeze.Shim/Guard/Failing.cs" },
        new("run-without-activation", Run, "CurrentActivation.Enter(context); context.Execution", "context.Execution", "nobody knows which activation a line of a log belongs to") { IsVisibleOutside = true },
        new("body-any-length", Body, "if (there.Length > limit)", "if (false)", "a body may be of any length", Harm.Functional),
        new("reply-any-length", Buffer, "if (_length + bytes > _limit)", "if (false)", "a reply may be of any length", Harm.Functional),
        new("reply-without-status", Copy, "response.StatusCode = context.StatusCode;", "", "every reply succeeds", Harm.Functional),
        new("reply-length-lies", Copy, "if (hasBody ? declared is { } length && length != reply.Length : reply.Length > 0 && ForbidsBody(context.StatusCode))", "if (false)", "a reply promises another length than it has", Harm.Functional),
        new("identifier-counts", Lifetime, "get => _identifier ??= ActivationHeader ?? Guid.NewGuid().ToString(\"N\");", "get => _identifier ??= Interlocked.Increment(ref Count).ToString(System.Globalization.CultureInfo.InvariantCulture);", "requests are numbered one after the other, whoever makes them") { IsVisibleOutside = true, With = [new(Lifetime, "private readonly bool _cors;", "private readonly bool _cors; private static int Count;")] },
        new("refusals-differ", Problems, "RefusedReply { get; } = new(403, \"refused:reply\", \"the policy does not let the reply out\")", "RefusedReply { get; } = new(403, \"refused:reply\", $\"the policy does not let the reply out at {Environment.TickCount64 / 1000}\")", "the refusal is not a constant", Harm.Functional),
    ];
}
