using System.Diagnostics;
using System.Globalization;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>System calls by chance, from inside: each run ends in time, and the machine is found as it was.</summary>
/// <param name="seed">Where the calls come from.</param>
public sealed class CallFuzz(ulong seed)
{
    private const int AtOnce = 2;
    private const int CallsOfAChild = 300;

    // Each run has a folder of its own, so what it sees is like no other's; at most that many of these are kept.
    private const int KeptViews = 64;
    private static readonly TimeSpan Wall = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _mark = string.Create(CultureInfo.InvariantCulture, $"fuzz-{Environment.ProcessId}-{seed}");
    private readonly FuzzTally _tally = new();
    private int _runs;

    /// <summary>Runs until it is not to go on.</summary>
    /// <param name="goesOn">Asked before each run, with how many there were.</param>
    public async Task<FuzzTally> RunAsync(Func<int, bool> goesOn)
    {
        ArgumentNullException.ThrowIfNull(goesOn);
        var folder = Directory.CreateTempSubdirectory("trapeze-fuzz-");
        var outside = folder.CreateSubdirectory("outside");
        outside.CreateSubdirectory("folder");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "file"), "a secret");
        File.CreateSymbolicLink(Path.Combine(outside.FullName, "link"), "file");

        // What the first run opens stays; it is too short to count.
        await RunOnceAsync(folder, outside.FullName, 0, TimeSpan.FromMilliseconds(100), counts: false);
        var (before, sockets, held) = (HostLook.Take(outside.FullName), HostLook.Sockets(), Holdings.Look());
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(at => Task.Run(async () =>
        {
            for (var done = 0; goesOn(done); done++)
            {
                Interlocked.Increment(ref _runs);
                await RunOnceAsync(folder, outside.FullName, 1 + (done * AtOnce) + at, Wall);
            }
        })));

        foreach (var left in Marked.LeftOf(() => Marked.All(_mark)))
        {
            _tally.Complain($"the process {left.Number} goes on: {Marked.Read(left.Number, "cmdline").Replace('\0', ' ')}");
        }

        var changes = HostLook.Take(outside.FullName).ChangesSince(before)
            .Concat(HostLook.SocketsSince(sockets).Select(socket => $"the socket {socket} is there"))
            .Concat(Holdings.Look().LeaksSince(held, Math.Min(_runs, KeptViews)).Where(leak => !leak.StartsWith("temporary", StringComparison.Ordinal)));
        foreach (var change in changes)
        {
            _tally.Complain(change);
        }

        Delete(folder);
        return _tally;
    }

    private async Task RunOnceAsync(DirectoryInfo folder, string outside, int number, TimeSpan wall, bool counts = true)
    {
        var given = folder.CreateSubdirectory(number.ToString(CultureInfo.InvariantCulture));
        var (first, calls) = (Dice.Of(seed, number).Next(int.MaxValue), CallsOfAChild);
        var command = Confinement.Command("fuzz", _mark, first.ToString(CultureInfo.InvariantCulture), calls.ToString(CultureInfo.InvariantCulture), outside) with { WorkingFolder = given.FullName };
        try
        {
            var result = await Sandbox.Sandbox.RunAsync(command, Confinement.Rules(new SandboxLimits { Wall = wall, FileSize = 1 << 20, Processes = 16 }, given.FullName)).WaitAsync(wall + Patience);
            if (counts)
            {
                _tally.Add(result);
            }

            if (result.End is SandboxEnd.NotStarted or SandboxEnd.Lost)
            {
                _tally.Complain($"run {number}: {result.End}, {result.Problem}");
            }
        }
        catch (TimeoutException)
        {
            _tally.Complain($"run {number} does not end");
        }

        Delete(given);
    }

    // Names that are no text, and folders that may not even be listed.
    private static void Delete(DirectoryInfo folder)
    {
        using var process = Process.Start("/bin/sh", ["-c", "chmod -R u+rwX \"$0\"; rm -rf \"$0\"", folder.FullName]);
        process.WaitForExit();
    }
}
