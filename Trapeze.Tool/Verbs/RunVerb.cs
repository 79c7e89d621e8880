using System.Collections.Immutable;
using System.Text;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using Trapeze.Tool.Running;

namespace Trapeze.Tool.Verbs;

/// <summary>Runs a program, confined to what the command line names.</summary>
internal static class RunVerb
{
    private const int NotRun = 125;
    private const int Signaled = 128;
    private const int Killed = 9;
    private const int Interrupted = 2;

    private static readonly PathGrant[] Devices =
    [
        new("/dev/null", PathAccess.Read | PathAccess.Write), new("/dev/zero", PathAccess.Read | PathAccess.Write), new("/dev/random", PathAccess.Read), new("/dev/urandom", PathAccess.Read),
    ];

    /// <returns>The program's exit code, 128 and the signal that ended it, or 125.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings around, CancellationToken cancellationToken)
    {
        if (arguments is ["--help"])
        {
            await TellAsync(around.Output, RunOptions.Usage);
            return 0;
        }

        try
        {
            var options = RunOptions.Parse(arguments);
            var program = ProgramFile.Find(options.Program, around);
            var isWhole = options.JsonTo is "-";

            // Before the program begins, which may put something else there.
            await using var file = options.JsonTo is { } path && !isWhole ? new FileStream(Path.GetFullPath(path, around.Folder), FileMode.Create, FileAccess.Write) : null;
            var result = await Sandbox.Sandbox.RunAsync(CommandOf(options, program, around, isWhole), RulesOf(options, program, around), cancellationToken);
            await ReportAsync(options, program, result, around, isWhole ? around.Output : file);
            return CodeOf(result);
        }
        catch (Exception failure) when (failure is CommandException or IOException or UnauthorizedAccessException)
        {
            await TellAsync(around.Errors, $"trapeze: {failure.Message}");
            return NotRun;
        }
    }

    private static SandboxCommand CommandOf(RunOptions options, string program, Surroundings around, bool isWhole)
    {
        var environment = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var variable in options.Environment)
        {
            if ((variable.Value ?? around.Variables[variable.Name] as string) is { } value)
            {
                environment[variable.Name] = value;
            }
        }

        return new SandboxCommand(program)
        {
            Arguments = options.Arguments,
            Environment = environment.ToImmutable(),
            WorkingFolder = around.Folder,
            InputFrom = around.Input,
            OutputTo = isWhole ? null : around.Output,
            ErrorsTo = isWhole ? null : around.Errors,
        };
    }

    private static SandboxRules RulesOf(RunOptions options, string program, Surroundings around) => new()
    {
        Paths = [.. GrantsOf(options, program, around)],
        Network = options.Ports.IsEmpty ? SandboxNetwork.None : SandboxNetwork.Loopback(options.Ports.AsSpan()),
        Limits = options.Limits,
        ListsPaths = options.Learns,
        NamesReads = options.Traces,
    };

    private static IEnumerable<PathGrant> GrantsOf(RunOptions options, string program, Surroundings around) => options.Learns
        ? [new PathGrant("/", PathAccess.Read | PathAccess.Write | PathAccess.Execute)]
        : [.. Devices.Where(device => File.Exists(device.Path)), .. options.Paths.Select(grant => grant with { Path = Path.GetFullPath(grant.Path, around.Folder) }), new PathGrant(program, PathAccess.Execute)];

    private static async Task ReportAsync(RunOptions options, string program, SandboxResult result, Surroundings around, Stream? report)
    {
        if (options.Traces)
        {
            foreach (var violation in result.Violations)
            {
                await TellAsync(around.Errors, violation.Path is null ? $"trapeze: refused: {violation.Call}" : $"trapeze: refused: {violation.Call} {Visible(violation.Path)}");
            }
        }

        if (options.Learns && result.End != SandboxEnd.NotStarted)
        {
            await TellAsync(around.Errors, "trapeze: it asked for what these options give; grant what it should have, and no more:");
            foreach (var option in Proposal.Of(result, program, Devices.Select(device => device.Path)))
            {
                await TellAsync(around.Errors, $"  {Visible(option)}");
            }
        }

        if (Why(result) is { } why)
        {
            await TellAsync(around.Errors, $"trapeze: {why}");
        }

        if (report is not null)
        {
            await report.WriteAsync(RunReport.Of(result, withOutputs: report == around.Output));
        }
    }

    private static int CodeOf(SandboxResult result) => result.End switch
    {
        SandboxEnd.Exited => result.ExitCode ?? NotRun,
        SandboxEnd.Signaled => Signaled + (result.Signal ?? Killed),
        SandboxEnd.NotStarted or SandboxEnd.Lost => NotRun,
        SandboxEnd.Cancelled => Signaled + Interrupted,
        _ => Signaled + Killed,
    };

    private static string? Why(SandboxResult result) => result.End switch
    {
        SandboxEnd.Exited or SandboxEnd.Signaled or SandboxEnd.Cancelled => null,
        SandboxEnd.NotStarted => $"the program could not be started: {result.Problem}",
        SandboxEnd.TooLong => "the program was ended: it took longer than --wall allows",
        SandboxEnd.TooManyProcesses => "the program was ended: it made more processes than --processes allows",
        SandboxEnd.TooMuchMemory => "the program was ended: it had more memory than --memory allows",
        SandboxEnd.TooMuchOutput => "the program was ended: it printed more than --output allows",
        SandboxEnd.TooMuchWritten => "the program was ended: it wrote more than --written allows",
        SandboxEnd.Executed => $"the program was ended: it executed {Visible(result.Violations.LastOrDefault(each => each is { Call: "execve", Path: not null })?.Path ?? "something")}, which --exec does not give it",
        SandboxEnd.Lost => "what confines the program was ended, and the program with it",
        var end => $"the program was ended: {end}",
    };

    // A path is the program's own choice, and is shown on a terminal.
    private static string Visible(string path) => string.Concat(path.Select(c => char.IsControl(c) ? '?' : c));

    private static async Task TellAsync(Stream to, string text)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"));
        await to.FlushAsync();
    }
}
