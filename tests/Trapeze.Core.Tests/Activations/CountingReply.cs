using Trapeze.Core.Activations;

namespace Trapeze.Core.Tests.Activations;

/// <summary>Counts what the caller got.</summary>
internal sealed class CountingReply : IReply
{
    private int _commits;
    private int _refusals;
    private int _closings;

    public int Commits => Volatile.Read(ref _commits);

    public int Refusals => Volatile.Read(ref _refusals);

    public int Closings => Volatile.Read(ref _closings);

    /// <summary>Runs with the refusal, where the monitor called.</summary>
    public Action OnRefuse { get; set; } = () => { };

    /// <summary>Runs where the monitor waits for the reply to have left.</summary>
    public Action OnWait { get; set; } = () => { };

    public void Commit() => Interlocked.Increment(ref _commits);

    public int Close() => Interlocked.Increment(ref _closings);

    public void Refuse()
    {
        Interlocked.Increment(ref _refusals);
        OnRefuse();
    }

    public void WaitUntilSent() => OnWait();
}
