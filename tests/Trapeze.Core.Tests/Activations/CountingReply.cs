using Trapeze.Core.Activations;

namespace Trapeze.Core.Tests.Activations;

/// <summary>Counts what the caller got.</summary>
internal sealed class CountingReply : IReply
{
    private int _commits;
    private int _refusals;

    public int Commits => Volatile.Read(ref _commits);

    public int Refusals => Volatile.Read(ref _refusals);

    /// <summary>Runs with the refusal, where the monitor called.</summary>
    public Action OnRefuse { get; set; } = () => { };

    public void Commit() => Interlocked.Increment(ref _commits);

    public void Refuse()
    {
        Interlocked.Increment(ref _refusals);
        OnRefuse();
    }
}
