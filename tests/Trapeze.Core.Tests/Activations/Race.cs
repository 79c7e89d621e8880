using Trapeze.Core.Activations;

namespace Trapeze.Core.Tests.Activations;

/// <summary>Many activations, one after the other, each treated by all threads at once.</summary>
internal sealed class Race
{
    public Race(ReferenceMonitor monitor, int rounds, Func<CountingReply, ActivationStart> start) =>
        Runs = [.. Enumerable.Range(0, rounds).Select(_ =>
        {
            var reply = new CountingReply();
            return (monitor.Start(start(reply)), reply);
        })];

    public IReadOnlyList<(Activation Activation, CountingReply Reply)> Runs { get; }

    public async Task RunAsync(params Action<Activation, CountingReply>[] acts)
    {
        using var barrier = new Barrier(acts.Length);
        await Task.WhenAll(acts.Select(act => Task.Factory.StartNew(
            () =>
            {
                foreach (var (activation, reply) in Runs)
                {
                    barrier.SignalAndWait();
                    act(activation, reply);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }
}
