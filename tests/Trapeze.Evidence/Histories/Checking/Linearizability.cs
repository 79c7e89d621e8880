using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Checking;

/// <summary>Whether operations on one key can have happened one after another, each at an instant between its invocation and its return.</summary>
/// <remarks>
/// The search of Wing and Gong, with Lowe's memory: what has been done and the state that it left are tried once. An operation whose outcome
/// is not known may be put anywhere after its invocation, or left out.
/// </remarks>
internal sealed class Linearizability(Shape shape, IReadOnlyList<Operation> operations, Func<Operation, bool> isBlind)
{
    /// <summary>The most operations on one key: they are kept as the bits of a number.</summary>
    public const int MostOperations = 64;

    private const int MostSteps = 2_000_000;

    private readonly HashSet<(ulong Done, FacetState State)> _tried = [];
    private readonly ulong _must = operations.Select((operation, index) => operation.Outcome == Outcome.Unknown ? 0 : 1UL << index).Aggregate(0UL, (all, bit) => all | bit);
    private int _steps;

    /// <exception cref="InvalidOperationException">There are more operations, or more orders of them, than are looked at.</exception>
    public bool Holds() => operations.Count <= MostOperations
        ? Search(0, FacetState.Empty)
        : throw new InvalidOperationException($"{operations.Count} operations on one key are too many to decide");

    private bool Search(ulong done, FacetState state)
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
            if ((done >> i & 1) == 0 && operations[i].Invoked < first
                && Specification.Apply(shape, state, operations[i], isBlind(operations[i])) is { } next
                && Search(done | (1UL << i), next))
            {
                return true;
            }
        }

        return false;
    }
}
