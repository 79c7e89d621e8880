using Trapeze.Evidence.Histories.Orders;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Checking;

/// <summary>What one operation may tell and leave, done in one instant.</summary>
internal static class Specification
{
    /// <summary>The state after <paramref name="operation"/>, if it can have told what it told.</summary>
    /// <param name="shape">Which label flows to which.</param>
    /// <param name="state">The state before.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="blind">Whether what it saw is not asked about: it is at a label below the one whose view is checked.</param>
    public static FacetState? Apply(Shape shape, FacetState state, Operation operation, bool blind)
    {
        if (blind)
        {
            return state.Write(shape, operation.Label, Written(operation, Known(operation)));
        }

        var view = state.Get(shape, operation.Label);
        if ((operation.Old is { } old && !old.Matches(view)) || Holds(operation, view) != (operation.Outcome != Outcome.Refused))
        {
            return null;
        }

        if (operation.Outcome == Outcome.Refused || operation.Change == Change.None)
        {
            return state;
        }

        var written = Written(operation, view);
        return operation.New is { } left && !left.Matches(written) ? null : state.Write(shape, operation.Label, written);
    }

    /// <summary>Whether what an operation asks for is so.</summary>
    public static bool Holds(Operation operation, Item view) => operation.Test switch
    {
        TestKind.Absent => view.IsAbsent,
        TestKind.Present => !view.IsAbsent,
        TestKind.Equals => view.Value == operation.Asked,
        _ => true,
    };

    private static Item Written(Operation operation, Item view) => operation.Change switch
    {
        Change.Delete => Item.Absent,
        Change.Add => new Item(operation.Value, view.Times == Item.AnyTimes ? Item.AnyTimes : view.IsAbsent ? 1 : view.Times + 1),
        _ => new Item(operation.Value, 0),
    };

    // What was there when it was done, as far as it told; its value does not matter.
    private static Item Known(Operation operation) =>
        operation.Old ?? (operation.New is { } left ? new Item(1, left.Times - 1) : new Item(1, Item.AnyTimes));
}
