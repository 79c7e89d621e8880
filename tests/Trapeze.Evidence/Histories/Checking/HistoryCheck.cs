using System.Text;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Checking;

/// <summary>VIEW at every label and WHOLE (semantics §3), key by key.</summary>
internal static class HistoryCheck
{
    /// <param name="shape">Which label flows to which.</param>
    /// <param name="labels">The labels that occur.</param>
    /// <param name="operations">All operations.</param>
    /// <param name="isWhole">Whether all operations at some labels together are linearizable.</param>
    /// <returns>What does not hold, for people; <see langword="null"/> if all does.</returns>
    public static string? Find(Shape shape, IReadOnlyList<int> labels, IEnumerable<Operation> operations, Func<IReadOnlyList<int>, bool> isWhole)
    {
        foreach (var key in operations.Where(operation => operation.Outcome != Outcome.NotDone).GroupBy(operation => operation.Key))
        {
            foreach (var label in labels)
            {
                var seen = key.Where(operation => operation.Label == label ? Counts(operation) : Writes(operation) && shape.Flows(operation.Label, label)).ToList();
                if (!Holds(shape, seen, operation => operation.Label != label))
                {
                    return Text($"VIEW({shape.Texts[label]}) of k{key.Key}", shape, seen);
                }
            }

            var all = key.Where(Counts).ToList();
            if (isWhole(labels) && !Holds(shape, all, _ => false))
            {
                return Text($"WHOLE of k{key.Key}", shape, all);
            }
        }

        return null;
    }

    private static bool Holds(Shape shape, List<Operation> operations, Func<Operation, bool> isBlind) => new Linearizability<FacetState>(
        operations.ConvertAll(Interval.Of),
        (state, at) => Specification.Apply(shape, state, operations[at], isBlind(operations[at]))).Holds(FacetState.Empty);

    // What told nothing and changed nothing says nothing.
    internal static bool Counts(Operation operation) => operation.Outcome != Outcome.Unknown || operation.Change != Change.None;

    internal static bool Writes(Operation operation) => operation.Outcome != Outcome.Refused && operation.Change != Change.None;

    private static string Text(string what, Shape shape, List<Operation> operations)
    {
        var text = new StringBuilder($"{what} is not linearizable; labels of `{shape.Name}`: {string.Join(", ", shape.Texts.Select((label, index) => $"{index} {label}"))}\n");
        foreach (var operation in operations.OrderBy(operation => operation.Invoked))
        {
            text.Append("  ").Append(operation).Append('\n');
        }

        return text.ToString();
    }
}
