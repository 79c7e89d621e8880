using System.Diagnostics;
using System.Globalization;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>This assembly as a process of its own, which confines programs until it is killed.</summary>
internal sealed class ConfiningProcess : IDisposable
{
    /// <summary>The argument that makes it one.</summary>
    public const string Argument = "confine";

    private const string Ready = "ready";
    private const int LongRuns = 2;
    private const int ShortRuns = 2;

    // Children in sessions of their own, orphans, and some that come and go.
    private const string Tree = "(setsid sleep 1000 &) ; sleep 1000 & while true; do /bin/true; sleep 0.01; done";

    private readonly Process _process;

    private ConfiningProcess(Process process) => _process = process;

    public int Number => _process.Id;

    /// <summary>Starts one; everything that it confines has a mark.</summary>
    public static async Task<ConfiningProcess> StartAsync(string mark)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(ConfiningProcess).Assembly.Location, SandboxVerb.Word, Argument, mark },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = new ConfiningProcess(Process.Start(start)!);
        while (await process.HearAsync() is { } line && line != Ready)
        {
        }

        return process;
    }

    /// <summary>What the process does: runs that last, and runs that come and go, each told of; and one that exits with what it is asked for, for every line that it is sent.</summary>
    public static async Task RunAsync(string mark, TextReader asked, TextWriter output)
    {
        var told = TextWriter.Synchronized(output);
        await ExitAsync(mark, 0);
        foreach (var script in Enumerable.Repeat(Tree, LongRuns).Concat(Enumerable.Repeat("/bin/true; exit 0", ShortRuns)))
        {
            _ = Task.Run(() => RepeatAsync(script));
        }

        await told.WriteLineAsync(Ready);
        while (await asked.ReadLineAsync() is { } line)
        {
            await told.WriteLineAsync($"exited {await ExitAsync(mark, int.Parse(line, CultureInfo.InvariantCulture))}");
        }

        async Task RepeatAsync(string script)
        {
            while (true)
            {
                var result = await Sandbox.Sandbox.RunAsync(Confinement.Shell(script, mark), Confinement.Rules(new SandboxLimits { Wall = TimeSpan.FromHours(1) }));
                await told.WriteLineAsync($"ended {result.End}");
            }
        }
    }

    /// <summary>Has it confine a program that exits with a code.</summary>
    /// <returns>What it says that the program exited with.</returns>
    public async Task<string> AskAsync(int code)
    {
        await _process.StandardInput.WriteLineAsync(code.ToString(CultureInfo.InvariantCulture));
        while (await HearAsync() is { } line)
        {
            if (line.StartsWith("exited ", StringComparison.Ordinal))
            {
                return line["exited ".Length..];
            }
        }

        return "nothing: it has ended";
    }

    /// <summary>Hears what it says next; <see langword="null"/> if it says nothing any more.</summary>
    public async Task<string?> HearAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>Kills it (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static async Task<string> ExitAsync(string mark, int code)
    {
        var result = await Sandbox.Sandbox.RunAsync(Confinement.Shell(string.Create(CultureInfo.InvariantCulture, $"exit {code}"), mark), Confinement.Rules(new SandboxLimits()));
        return result.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? $"{result.End}: {result.Problem}";
    }
}
