using Gg.Graphs;

namespace Gg.Building;

/// <summary>One line that counts where somebody looks; a line for each step that was run where a file does.</summary>
public sealed class ConsoleProgress(TextWriter output, int? width) : IBuildProgress
{
    private readonly Lock _gate = new();
    private int _most;

    public void End(Step step, bool hasRun, int done, int total)
    {
        ArgumentNullException.ThrowIfNull(step);
        var line = $"[{done}/{total}] {step}";
        lock (_gate)
        {
            // Several that end at once may tell it in another order.
            _most = Math.Max(_most, done);
            if (width is { } columns && done == _most)
            {
                output.Write('\r' + (line.Length < columns ? line.PadRight(columns - 1) : line[..(columns - 1)]) + (done == total ? "\n" : ""));
            }
            else if (width is null && hasRun)
            {
                output.WriteLine(line);
            }
        }
    }
}
