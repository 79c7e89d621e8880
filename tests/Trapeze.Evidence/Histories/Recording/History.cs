namespace Trapeze.Evidence.Histories.Recording;

/// <summary>What clients did, all invocations and returns in one order.</summary>
internal sealed class History
{
    private readonly Lock _lock = new();
    private readonly List<Operation> _operations = [];
    private int _now;

    /// <summary>The operations; complete when all clients have ended.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>The next moment.</summary>
    public int Tick()
    {
        lock (_lock)
        {
            return ++_now;
        }
    }

    public void Add(IEnumerable<Operation> operations)
    {
        lock (_lock)
        {
            _operations.AddRange(operations);
        }
    }

    /// <summary>The moment of a return, unless the process that would have told it has died.</summary>
    /// <returns>The moment, or <see langword="null"/>.</returns>
    public int? Return(Func<bool> isDead)
    {
        lock (_lock)
        {
            return isDead() ? null : ++_now;
        }
    }

    /// <summary>Does what no return may come between.</summary>
    public void Stop(Action stop)
    {
        lock (_lock)
        {
            stop();
        }
    }
}
