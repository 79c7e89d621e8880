using System.Collections.Immutable;
using System.Diagnostics;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Printing;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
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
        var printed = new Printed(rules.Limits.Output, () => tracer!.End(run!, SandboxEnd.TooMuchOutput));
        Task reading;
        int failure;
        try
        {
            tracer = host.Tracer;
            run = new Run(GrantsOf(rules.Paths), rules);
            (failure, reading) = Begin(tracer, run, printed);
        }
        catch (KernelException problem)
        {
            return NotStarted(problem.Message, started);
        }
        finally
        {
            _open.ForEach(Libc.Close);
        }

        await using (cancellationToken.Register(() => tracer.End(run, SandboxEnd.Cancelled)))
        await using (new Timer(_ => tracer.End(run, SandboxEnd.TooLong), state: null, rules.Limits.Wall, Timeout.InfiniteTimeSpan))
        using (host.Watch.Over(tracer, run))
        {
            await run.Ended;
            await reading;
        }

        return ResultOf(run, printed, Failed(failure), started);
    }

    private (int Failure, Task Reading) Begin(Tracer tracer, Run run, Printed printed)
    {
        using var ruleset = Ruleset.Create();
        foreach (var grant in rules.Paths)
        {
            ruleset.Grant(grant.Path, RightsOf(grant.Access));
        }

        var input = Keep(Descriptors.With(command.Input.Span));
        var (failure, output, errors) = (Descriptors.Pipe(), Descriptors.Pipe(), Descriptors.Pipe());
        foreach (var there in (ReadOnlySpan<int>)[failure.There, output.There, errors.There])
        {
            Keep(there);
        }

        try
        {
            tracer.Launch(run, LaunchScript.Of(command, rules.Limits, new LaunchDescriptors(failure.There, input, output.There, errors.There, ruleset.Descriptor)));
        }
        catch
        {
            foreach (var here in (ReadOnlySpan<int>)[failure.Here, output.Here, errors.Here])
            {
                Libc.Close(here);
            }

            throw;
        }

        return (failure.Here, Task.WhenAll(host.Pump.ReadAsync(output.Here, printed, isError: false), host.Pump.ReadAsync(errors.Here, printed, isError: true)));
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

    private static SandboxResult ResultOf(Run run, Printed printed, string? problem, long started)
    {
        var end = run.Why ?? (problem is not null ? SandboxEnd.NotStarted : run.Last?.ExitCode is null ? SandboxEnd.Signaled : SandboxEnd.Exited);
        return new SandboxResult
        {
            End = end,
            ExitCode = end == SandboxEnd.Exited ? run.Last?.ExitCode : null,
            Signal = end == SandboxEnd.Signaled ? run.Last?.EndSignal : null,
            Problem = end == SandboxEnd.NotStarted ? problem : null,
            Output = printed.Output,
            Errors = printed.Errors,
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
