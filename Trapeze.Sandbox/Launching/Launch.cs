using System.Collections.Immutable;
using System.Diagnostics;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Streams;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>One run, from its command to its result.</summary>
internal sealed class Launch(Host host, SandboxCommand command, SandboxRules rules)
{
    private readonly List<int> _open = [];

    internal async Task<SandboxResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Tracer? tracer = null;
        Run? run = null;
        using var streams = new Streaming(command, host.Pump, rules.Limits.Output, why => tracer!.End(run!, why));
        int failure;
        try
        {
            tracer = host.Tracer;
            run = new Run(GrantsOf(rules.Paths), rules);
            failure = Begin(tracer, run, streams);
        }
        catch (KernelException problem)
        {
            return NotStarted(problem.Message, started);
        }
        finally
        {
            _open.ForEach(Libc.Close);
        }

        string? problemOfChild;
        try
        {
            await using (cancellationToken.Register(() => streams.End(SandboxEnd.Cancelled)))
            await using (new Timer(_ => streams.End(SandboxEnd.TooLong), state: null, rules.Limits.Wall, Timeout.InfiniteTimeSpan))
            using (host.Watch.Over(tracer, run))
            {
                await run.Ended;
                await streams.EndAsync(isForced: run.Why is not null);
            }
        }
        finally
        {
            problemOfChild = Failed(failure);
        }

        return ResultOf(run, streams, problemOfChild, started);
    }

    private int Begin(Tracer tracer, Run run, Streaming streams)
    {
        using var ruleset = Ruleset.Create();
        foreach (var grant in rules.Paths)
        {
            ruleset.Grant(grant.Path, RightsOf(grant.Access));
        }

        var here = new List<int>();
        try
        {
            var (failure, output, errors) = (Open(Descriptors.Pipe()), Open(Descriptors.Pipe()), Open(Descriptors.Pipe()));
            var input = command.InputFrom is null ? Keep(Descriptors.With(command.Input.Span)) : Open(Descriptors.InputPipe());
            tracer.Launch(run, LaunchScript.Of(command, rules.Limits, new LaunchDescriptors(failure, input, output, errors, ruleset.Descriptor)));
        }
        catch
        {
            here.ForEach(Libc.Close);
            throw;
        }

        streams.Begin(command.InputFrom is null ? null : here[3], here[1], here[2]);
        return here[0];

        int Open((int Here, int There) pipe)
        {
            here.Add(pipe.Here);
            return Keep(pipe.There);
        }
    }

    // The step that the child could not make, if there was one.
    private static string? Failed(int failure)
    {
        try
        {
            Span<byte> entry = stackalloc byte[Script.EntrySize];
            if (Descriptors.Read(failure, entry) != entry.Length)
            {
                return null;
            }

            var answer = ScriptAnswer.Read(entry);
            return $"{CallNames.Of(answer.Number)}: {ErrorName.Of((int)-answer.Result)}";
        }
        finally
        {
            Libc.Close(failure);
        }
    }

    private static SandboxResult ResultOf(Run run, Streaming streams, string? problem, long started)
    {
        var end = run.Why ?? (problem is not null ? SandboxEnd.NotStarted : run.Last?.ExitCode is null ? SandboxEnd.Signaled : SandboxEnd.Exited);
        return new SandboxResult
        {
            End = end,
            ExitCode = end == SandboxEnd.Exited ? run.Last?.ExitCode : null,
            Signal = end == SandboxEnd.Signaled ? run.Last?.EndSignal : null,
            Problem = end == SandboxEnd.NotStarted ? problem : null,
            Output = streams.Output,
            Errors = streams.Errors,
            Violations = run.Violations,
            Elapsed = Stopwatch.GetElapsedTime(started),
            Processor = run.Processor,
            MostMemory = run.MostMemory,
        };
    }

    private static SandboxResult NotStarted(string problem, long started) => new()
    {
        End = SandboxEnd.NotStarted,
        Problem = problem,
        Output = default,
        Errors = default,
        Violations = [],
        Elapsed = Stopwatch.GetElapsedTime(started),
        Processor = default,
        MostMemory = 0,
    };

    private static Grants GrantsOf(ImmutableArray<PathGrant> paths) => new(PathsWith(paths, PathAccess.Execute), PathsWith(paths, PathAccess.Write));

    private static ImmutableArray<string> PathsWith(ImmutableArray<PathGrant> paths, PathAccess access) =>
        [.. paths.Where(grant => grant.Access.HasFlag(access)).Select(grant => RealPath.Of(grant.Path))];

    private static FileRights RightsOf(PathAccess access) =>
        (access.HasFlag(PathAccess.Read) ? FileRights.Reading : FileRights.None)
        | (access.HasFlag(PathAccess.Write) ? FileRights.Writing : FileRights.None)
        | (access.HasFlag(PathAccess.Execute) ? FileRights.Execute | FileRights.ReadFile : FileRights.None);

    private int Keep(int descriptor)
    {
        _open.Add(descriptor);
        return descriptor;
    }
}
