using Trapeze.Core.Labels;

namespace Trapeze.Core.Activations;

/// <summary>The labels that an activation may rise to.</summary>
/// <remarks>semantics §5. A function whose policy does not say `raises` stays where it starts.</remarks>
public abstract class Clearance
{
    /// <summary>No label above the start.</summary>
    public static Clearance None { get; } = new Nothing();

    /// <summary>Every label.</summary>
    public static Clearance Everything { get; } = new Anything();

    /// <summary>Every label that flows to <paramref name="label"/>.</summary>
    public static Clearance UpTo(Label label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return new Bounded(label);
    }

    /// <summary>Whether an activation that started at <paramref name="start"/> may rise to <paramref name="target"/>.</summary>
    public abstract bool Permits(Label start, Label target);

    private sealed class Nothing : Clearance
    {
        public override bool Permits(Label start, Label target) => target.Equals(start);
    }

    private sealed class Anything : Clearance
    {
        public override bool Permits(Label start, Label target) => true;
    }

    private sealed class Bounded(Label bound) : Clearance
    {
        public override bool Permits(Label start, Label target) => target.Equals(start) || target.FlowsTo(bound);
    }
}
