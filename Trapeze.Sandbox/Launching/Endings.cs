using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Launching;

/// <summary>
/// Kills what is below the keepers of runs that have to end, until nothing is. All of them together, and no thread waits for it: who tells that a run has ended
/// needs one, and many runs may end at once.
/// </summary>
internal sealed class Endings
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly List<Run> _runs = [];

    /// <summary>Has a run end as well. Its keeper stays: whoever loses his parent becomes its child, and is found there.</summary>
    internal void Add(Run run)
    {
        lock (_lock)
        {
            _runs.Add(run);
            if (_runs.Count > 1)
            {
                return;
            }
        }

        _ = Task.Run(KillAsync);
    }

    private async Task KillAsync()
    {
        while (Left() is { Length: > 0 } runs)
        {
            try
            {
                var descendants = Descendants.Now();
                foreach (var process in runs.SelectMany(run => descendants.Of(run.Keeper)))
                {
                    Ptrace.Kill(process);
                }
            }
#pragma warning disable CA1031 // it could not be looked at this time; if nobody went on, no run after it would be ended either
            catch (Exception)
#pragma warning restore CA1031
            {
            }

            await Task.Delay(Pause);
        }
    }

    private Run[] Left()
    {
        lock (_lock)
        {
            _runs.RemoveAll(run => run.Ended.IsCompleted);
            return [.. _runs];
        }
    }
}
