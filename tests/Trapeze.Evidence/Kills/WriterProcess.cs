using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Evidence.Kills;

/// <summary>This assembly as a process of its own, whose workers write until it is killed.</summary>
internal sealed class WriterProcess : IDisposable
{
    /// <summary>The argument that makes it one.</summary>
    public const string Argument = "writer";

    private readonly Process _process;
    private readonly IWitness _witness;
    private readonly Task _listening;
    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = new();
    private int _left;

    private WriterProcess(Process process, IWitness witness)
    {
        _process = process;
        _witness = witness;
        _listening = ListenAsync();
    }

    public static WriterProcess Start(Uri server, string table, int slot, int from, IWitness witness) =>
        new(
            Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
            {
                ArgumentList =
                {
                    "exec", typeof(WriterProcess).Assembly.Location, KillsVerb.Word, Argument, server.AbsoluteUri, table,
                    slot.ToString(CultureInfo.InvariantCulture), from.ToString(CultureInfo.InvariantCulture),
                },
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!,
            witness);

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var slot = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var from = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        var witness = new SpokenWitness(output);
        await using var store = Cast.Open(new Uri(arguments[0]), arguments[1]);
        await Task.WhenAll(Enumerable.Range(slot * Cast.Workers, Cast.Workers).Select(worker => new Worker(store, worker, from, witness).RunAsync(CancellationToken.None)));
    }

    /// <summary>Ends when it has said so many lines more, or has ended.</summary>
    public Task SaysAsync(int lines)
    {
        lock (_lock)
        {
            _left = lines;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.WhenAny(_reached.Task, _listening);
        }
    }

    /// <summary>Kills it (SIGKILL), and hears what it said before.</summary>
    public async Task KillAsync()
    {
        if (_process.HasExited)
        {
            _witness.Complain($"a writer ended by itself: {_process.ExitCode.ToString(CultureInfo.InvariantCulture)}");
        }

        _process.Kill();
        await _process.WaitForExitAsync();
        await _listening;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            SpokenWitness.Hear(line, _witness);
            lock (_lock)
            {
                if (--_left == 0)
                {
                    _reached.TrySetResult();
                }
            }
        }
    }
}
