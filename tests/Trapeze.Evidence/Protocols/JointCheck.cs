using Trapeze.Evidence.Histories.Checking;
using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Protocols;

/// <summary>VIEW at every label, of all keys together: transactions are steps.</summary>
internal static class JointCheck
{
    /// <returns>What does not hold; <see langword="null"/> if all does.</returns>
    public static string? Find(Shape shape, IReadOnlyList<int> labels, int keys, IEnumerable<Operation> operations)
    {
        var steps = operations.Select((operation, at) => (operation, at)).GroupBy(each => each.operation.Together ?? (-1 - each.at), each => each.operation).Select(step => step.ToList()).ToList();
        foreach (var label in labels)
        {
            var seen = steps.FindAll(step => step[0].Label == label ? step.Exists(HistoryCheck.Counts) : step.Exists(HistoryCheck.Writes) && shape.Flows(step[0].Label, label));
            var holds = new Linearizability<JointState>(
                seen.ConvertAll(step => Interval.Of(step[0])),
                (state, at) => state.After(shape, seen[at], seen[at][0].Label != label)).Holds(JointState.Of(keys));
            if (!holds)
            {
                return $"VIEW({shape.Texts[label]}) of all keys is not linearizable\n  {string.Join("\n  ", seen.SelectMany(step => step).Select(operation => $"k{operation.Key} {operation}"))}";
            }
        }

        return null;
    }
}
