using System.Globalization;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>A program that uses ever more of something, and the limit that ends it.</summary>
/// <param name="Name">What it uses.</param>
/// <param name="Arguments">The program's arguments; a folder that it may write to stands for <c>.</c>.</param>
/// <param name="Limits">The limits.</param>
/// <param name="Is">Whether a result names the limit.</param>
/// <param name="Begins">When the limit is reached, after the beginning; what ends sooner was not ended by it.</param>
public sealed record LimitTrial(string Name, IReadOnlyList<string> Arguments, SandboxLimits Limits, Func<SandboxResult, bool> Is, TimeSpan Begins)
{
    private const int TooLarge = 25;
    private const int TooMuchTime = 24;
    private const long MegaByte = 1 << 20;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LimitTrial> All { get; } =
    [
        new("sleep", ["sleep"], new() { Wall = Soon }, result => result.End == SandboxEnd.TooLong, Soon),
        new("endless loop", ["processor"], new() { Wall = Soon }, result => result.End == SandboxEnd.TooLong, Soon),
        new("processor time", ["processor"], new() { ProcessorSeconds = 1 }, result => result.End == SandboxEnd.Signaled && result.Signal is TooMuchTime or 9, TimeSpan.FromSeconds(1)),
        new("fork bomb", ["forks"], new() { Processes = 64 }, result => result.End == SandboxEnd.TooManyProcesses, TimeSpan.Zero),
        new("threads", ["threads"], new() { Processes = 64 }, result => result.End == SandboxEnd.TooManyProcesses, TimeSpan.Zero),
        new("output", ["output"], new() { Output = (int)MegaByte }, result => result.End == SandboxEnd.TooMuchOutput, TimeSpan.Zero),
        new("errors", ["errors"], new() { Output = (int)MegaByte }, result => result.End == SandboxEnd.TooMuchOutput, TimeSpan.Zero),
        new("memory", ["memory"], new() { Memory = 64 * MegaByte }, result => result.End == SandboxEnd.TooMuchMemory, TimeSpan.Zero),
        new("address space", ["memory"], new() { AddressSpace = 64 * MegaByte }, result => result.ExitCode == 1, TimeSpan.Zero),
        new("one file", ["file", "./file"], new() { FileSize = 16 * MegaByte }, result => result is { End: SandboxEnd.Signaled, Signal: TooLarge }, TimeSpan.Zero),
        new("many files", ["files", "."], new() { FileSize = MegaByte, Wall = Soon }, result => result.End == SandboxEnd.TooLong, Soon),
        new("disk", ["files", "."], new() { FileSize = MegaByte, Written = 32 * MegaByte }, result => result.End == SandboxEnd.TooMuchWritten, TimeSpan.Zero),
    ];

    /// <summary>Runs it so many times.</summary>
    public async Task<LimitTally> RunAsync(int times)
    {
        var tally = new LimitTally(Name);
        for (var time = 0; time < times; time++)
        {
            await RunOnceAsync(tally, string.Create(CultureInfo.InvariantCulture, $"limit-{Environment.ProcessId}-{time}"));
        }

        return tally;
    }

    private async Task RunOnceAsync(LimitTally tally, string mark)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-limits-");
        var before = Holdings.Look();
        var command = Confinement.Command("bomb", mark, Arguments) with { WorkingFolder = folder.FullName };
        var result = await Sandbox.Sandbox.RunAsync(command, Confinement.Rules(Limits, folder.FullName));
        tally.Add(result.Elapsed - Begins);
        if (!Is(result) || result.Elapsed < Begins)
        {
            tally.Complain($"{result.End}, exit code {result.ExitCode}, signal {result.Signal} after {result.Elapsed.TotalMilliseconds:f0} ms; {result.Problem}");
        }

        if (Marked.All(mark) is { Count: > 0 } left)
        {
            tally.Complain($"{left.Count} processes are left");
        }

        folder.Delete(recursive: true);
        foreach (var leak in Holdings.Look().LeaksSince(before).Where(leak => leak.StartsWith("descriptors", StringComparison.Ordinal)))
        {
            tally.Complain(leak);
        }
    }
}
