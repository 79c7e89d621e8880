namespace Trapeze.Evidence.Histories.Checking;

/// <summary>Whether operations can have happened one after another, each at an instant between its invocation and its return.</summary>
/// <remarks>
/// The search of Wing and Gong, with Lowe's memory: what has been done and the state that it left are tried once. An operation whose outcome
/// is not known may be put anywhere after its invocation, or left out.
/// </remarks>
/// <typeparam name="T">What operations happen to.</typeparam>
/// <param name="operations">When each may have happened.</param>
/// <param name="apply">The state after an operation, by its number; <see langword="null"/> if it cannot have told what it told.</param>
internal sealed class Linearizability<T>(IReadOnlyList<Interval> operations, Func<T, int, T?> apply)
    where T : class, IEquatable<T>
{
    /// <summary>The most operations: they are kept as the bits of a number.</summary>
    public const int MostOperations = 64;

    private const int MostSteps = 2_000_000;

    private readonly HashSet<(ulong Done, T State)> _tried = [];
    private readonly ulong _must = operations.Select((operation, index) => operation.Must ? 1UL << index : 0).Aggregate(0UL, (all, bit) => all | bit);
    private int _steps;

    /// <exception cref="InvalidOperationException">There are more operations, or more orders of them, than are looked at.</exception>
    public bool Holds(T first) => operations.Count <= MostOperations
        ? Search(0, first)
        : throw new InvalidOperationException($"{operations.Count} operations are too many to decide");

    private bool Search(ulong done, T state)
    {
        if ((done & _must) == _must)
        {
            return true;
        }

        if (!_tried.Add((done, state)))
        {
            return false;
        }

        if (++_steps > MostSteps)
        {
            throw new InvalidOperationException("too many orders to decide");
        }

        // Whatever is next began before the first that is still to come ended.
        var first = int.MaxValue;
        for (var i = 0; i < operations.Count; i++)
        {
            if ((done >> i & 1) == 0)
            {
                first = Math.Min(first, operations[i].Returned);
            }
        }

        for (var i = 0; i < operations.Count; i++)
        {
            if ((done >> i & 1) == 0 && operations[i].Invoked < first && apply(state, i) is { } next && Search(done | (1UL << i), next))
            {
                return true;
            }
        }

        return false;
    }
}
