namespace Trapeze.Evidence.Histories.Scheduling;

/// <summary>One thread, on which one client at a time goes one physical step: the same choices make the same history.</summary>
/// <param name="choose">Which of the waiting goes next, by the clients that they belong to.</param>
internal sealed class Simulation(Func<IReadOnlyList<int>, int> choose) : ISchedule
{
    private readonly Lock _lock = new();
    private readonly List<int> _waiting = [];
    private readonly List<TaskCompletionSource> _gates = [];
    private readonly List<Task> _flows = [];
    private readonly List<(int Client, int Which)> _turns = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>The turns that were given: the client, and which of its own that waited.</summary>
    public IReadOnlyList<(int Client, int Which)> Turns => _turns;

    /// <summary>How often something waited on another thread than the simulation's: then the history is not determined by the choices.</summary>
    public int Strays { get; private set; }

    public bool StandsStill => true;

    public async Task RunAsync(IEnumerable<Func<Task>> clients)
    {
        foreach (var client in clients)
        {
            _flows.Add(client());
        }

        while (Take() is { } gate)
        {
            // Goes on here, in this call, to where it waits again.
            gate.SetResult();
        }

        await Task.WhenAll(_flows);
    }

    public void Leave(Func<Task> rest) => _flows.Add(rest());

    public Task TurnAsync(int client)
    {
        lock (_lock)
        {
            Strays += Environment.CurrentManagedThreadId == _thread ? 0 : 1;
            var gate = new TaskCompletionSource();
            _waiting.Add(client);
            _gates.Add(gate);
            return gate.Task;
        }
    }

    public Task SettleAsync(Task work)
    {
        // The others stand still meanwhile.
        ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
        return work;
    }

    private TaskCompletionSource? Take()
    {
        lock (_lock)
        {
            if (_gates.Count == 0)
            {
                return null;
            }

            var at = choose(_waiting);
            var gate = _gates[at];
            _turns.Add((_waiting[at], _waiting.Take(at).Count(client => client == _waiting[at])));
            _waiting.RemoveAt(at);
            _gates.RemoveAt(at);
            return gate;
        }
    }
}
