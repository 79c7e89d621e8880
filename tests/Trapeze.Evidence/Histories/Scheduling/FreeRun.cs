using System.Collections.Concurrent;

namespace Trapeze.Evidence.Histories.Scheduling;

/// <summary>Real threads: whoever gets the processor goes.</summary>
internal sealed class FreeRun : ISchedule
{
    private readonly ConcurrentQueue<Task> _left = new();
    private int _turns;

    public bool StandsStill => false;

    public async Task RunAsync(IEnumerable<Func<Task>> clients)
    {
        await Task.WhenAll(clients.Select(Task.Run).ToList());
        while (_left.TryDequeue(out var rest))
        {
            await rest;
        }
    }

    public void Leave(Func<Task> rest) => _left.Enqueue(Task.Run(rest));

    public async Task TurnAsync(int client)
    {
        if (Interlocked.Increment(ref _turns) % 3 == 0)
        {
            await Task.Yield();
        }
    }

    public Task SettleAsync(Task work) => work;
}
