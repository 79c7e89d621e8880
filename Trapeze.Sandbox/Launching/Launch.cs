using System.Collections.Immutable;
using System.Diagnostics;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Streams;
using Trapeze.Sandbox.Temporary;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Views;

namespace Trapeze.Sandbox.Launching;

/// <summary>One run, from its command to its result.</summary>
internal sealed class Launch(Host host, SandboxCommand command, SandboxRules rules)
{
    private const string TemporaryVariable = "TMPDIR";

    private readonly List<int> _open = [];
    private readonly List<Place> _places = [];
    private ILauncher? _launcher;
    private Run? _run;

    internal async Task<SandboxResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (host.Support.Choose(rules.Require, needsProcessFiles: false).Problem is { } problemOfMachine)
        {
            return NotStarted(problemOfMachine, started);
        }

        using var streams = new Streaming(command, host.Pump, rules.Limits.Output, why => _launcher!.End(_run!, why));
        OwnFolder? own = null;
        try
        {
            Begun begun;
            try
            {
                var rung = Choose();
                own = rules.Temporary is not null && rung.Namespaces == NamespaceWay.None ? OwnFolder.Make() : null;
                begun = Begin(rung, own, streams);
            }
            catch (KernelException problem)
            {
                return NotStarted(problem.Message, started);
            }
            finally
            {
                _open.ForEach(Libc.Close);
            }

            using (begun)
            await using (cancellationToken.Register(() => streams.End(SandboxEnd.Cancelled)))
            await using (new Timer(_ => streams.End(SandboxEnd.TooLong), state: null, rules.Limits.Wall, Timeout.InfiniteTimeSpan))
            using (host.Watch.Over(begun.Launcher, begun.Run))
            {
                await begun.EndAsync(streams.Kept);
                await streams.EndAsync(isForced: begun.Run.Why is not null || begun.Run.Last is null);
            }

            return ResultOf(begun, streams, started);
        }
        finally
        {
            own?.Dispose();
        }
    }

    private Rung Choose()
    {
        foreach (var grant in rules.Paths)
        {
            OpenPlace(grant);
        }

        var shown = new ViewPlan(_places, hasTemporary: false);
        var choice = host.Support.Choose(rules.Require, shown.HasProcesses, needsNetwork: !rules.Network.Ports.IsEmpty);
        return choice.Problem is { } problem ? throw new KernelException(problem)
            : choice.Rung.Landlock < Ruleset.WithTruncation && shown.HasEverything ? throw new KernelException($"`/` is granted, and Landlock {choice.Rung.Landlock} does not decide about truncating files: grant less")
            : rules.ListsPaths && !choice.Rung.IsTraced ? throw new KernelException("only a tracer can list the paths that a program asks for, and there is none on this machine")
            : rules.NamesReads && !choice.Rung.IsTraced ? throw new KernelException("only a tracer can name the reads that a program is refused, and there is none on this machine")
            : choice.Rung;
    }

    private Begun Begin(Rung rung, OwnFolder? own, Streaming streams)
    {
        var temporary = rules.Temporary is null ? null : own?.Path ?? ViewPlan.Temporary;
        if (own is not null)
        {
            OpenPlace(new PathGrant(own.Path, PathAccess.Read | PathAccess.Write));
        }

        using var ruleset = Ruleset.Create(rung.Landlock);
        foreach (var place in _places)
        {
            ruleset.Grant(place, LaunchPlan.RightsOf(place.Grant.Access));
        }

        var view = new ViewPlan(_places, rules.Temporary is not null, command.WorkingFolder);
        var plan = new LaunchPlan(temporary is null ? command : WithTemporary(temporary), rules, rung, view, ruleset);
        var (launcher, views) = host.LauncherOf(rung);
        var run = new Run(GrantsOf(temporary), rules, plan.IsKept);
        (_launcher, _run) = (launcher, run);
        int? shown = plan.IsInNamespaces ? Keep(views.Of(view)) : null;
        var here = new List<int>();
        try
        {
            var (news, output, errors) = (Open(Descriptors.Pipe()), Open(Descriptors.Pipe()), Open(Descriptors.Pipe()));
            var input = command.InputFrom is null ? Keep(Descriptors.With(command.Input.Span)) : Open(Descriptors.InputPipe());
            launcher.Launch(run, LaunchScript.Of(plan, new LaunchDescriptors(news, input, output, errors, shown)));
        }
        catch
        {
            launcher.End(run, SandboxEnd.Lost);
            here.ForEach(Libc.Close);
            throw;
        }

        try
        {
            streams.Begin(command.InputFrom is null ? null : here[3], here[1], here[2]);
            return new Begun(host.Pump, launcher, run, rung, here[0]);
        }
        catch
        {
            launcher.End(run, SandboxEnd.Lost);
            throw;
        }

        int Open((int Here, int There) pipe)
        {
            here.Add(pipe.Here);
            return Keep(pipe.There);
        }
    }

    private static SandboxResult ResultOf(Begun begun, Streaming streams, long started)
    {
        var run = begun.Run;
        var problem = begun.Rung.Namespaces != NamespaceWay.None && begun.Problem is { } missing && missing.EndsWith("(ENOENT)", StringComparison.Ordinal)
            ? $"{missing}; what is not granted is not there: if the program is, grant it, what interprets or loads it, and the folders of links on the way"
            : begun.Problem;
        var end = run.Why ?? (problem is not null ? SandboxEnd.NotStarted : run.Last is null ? SandboxEnd.Lost : run.Last?.ExitCode is null ? SandboxEnd.Signaled : SandboxEnd.Exited);
        return new SandboxResult
        {
            End = end,
            Level = end == SandboxEnd.NotStarted ? null : begun.Rung.Level,
            ExitCode = end == SandboxEnd.Exited ? run.Last?.ExitCode : null,
            Signal = end == SandboxEnd.Signaled ? run.Last?.EndSignal : null,
            Problem = end == SandboxEnd.NotStarted ? problem : null,
            Output = streams.Output,
            Errors = streams.Errors,
            Violations = run.Violations,
            Asked = run.Observation?.Asked ?? [],
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

    private SandboxCommand WithTemporary(string folder) =>
        command.Environment.ContainsKey(TemporaryVariable) ? command : command with { Environment = command.Environment.Add(TemporaryVariable, folder) };

    private Grants GrantsOf(string? temporary)
    {
        ImmutableArray<string> own = temporary is null ? [] : [temporary];
        return new(
            PathsWith(PathAccess.Execute), [.. PathsWith(PathAccess.Write), .. own], [.. PathsNamed(PathAccess.Write), .. own], [.. PathsNamed(PathAccess.Read | PathAccess.Execute), .. own]);
    }

    // Also as they are written, which is how a program names them.
    private IEnumerable<string> PathsNamed(PathAccess any) => _places.Where(place => (place.Grant.Access & any) != PathAccess.None)
        .SelectMany(place => (string[])[Path.TrimEndingDirectorySeparator(Path.GetFullPath(place.Grant.Path)), place.Path]);

    private ImmutableArray<string> PathsWith(PathAccess access) => [.. _places.Where(place => place.Grant.Access.HasFlag(access)).Select(place => place.Path)];

    private void OpenPlace(PathGrant grant)
    {
        var place = Place.Open(grant);
        Keep(place.Descriptor);
        _places.Add(place);
    }

    private int Keep(int descriptor)
    {
        _open.Add(descriptor);
        return descriptor;
    }
}
