using System.Diagnostics;
using System.Text.Json;

namespace Trapeze.Mutants.Workers;

/// <summary>This program's side of a worker.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // For what a level does not bound itself, such as the load of a copy.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    internal WorkerProcess()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Worker.Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        // Of the projects' own tests, those that draw cases stop early.
        start.Environment["TRAPEZE_CASES"] = "100";
        _process = Process.Start(start)!;
    }

    internal bool HasEnded { get; private set; }

    /// <summary>Asks and waits; if no answer comes, the worker is ended, and that is the answer.</summary>
    /// <exception cref="InvalidOperationException">The worker failed.</exception>
    internal async Task<SearchAnswer> AskAsync(SearchRequest request)
    {
        var started = Stopwatch.GetTimestamp();
        var why = "the process ended";
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await _process.StandardInput.FlushAsync();
            if (await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMilliseconds(request.Milliseconds) + Grace) is { } line)
            {
                var answer = JsonSerializer.Deserialize<SearchAnswer>(line)!;
                return answer.IsFault ? throw new InvalidOperationException(answer.Text) : answer;
            }
        }
        catch (TimeoutException)
        {
            why = "the process hung";
        }
        catch (IOException)
        {
            // It ended before it was asked.
        }

        End();
        return new SearchAnswer(Found: true, Case: -1, Stopwatch.GetElapsedTime(started).TotalMilliseconds, why) { IsCrash = true };
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    private void End()
    {
        if (!HasEnded)
        {
            HasEnded = true;
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }
}
