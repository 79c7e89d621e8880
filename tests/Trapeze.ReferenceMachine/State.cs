namespace Trapeze.ReferenceMachine;

/// <summary>Everything that there is between two steps. Never changed: a step makes a new one.</summary>
/// <param name="Store">The facets of each key, newest first.</param>
/// <param name="Activations">The activations, in the order in which they started.</param>
/// <param name="Events">The pending events, in the order in which they came.</param>
/// <param name="Answers">What each channel brings.</param>
public sealed record State(Facet[][] Store, Activation[] Activations, Event[] Events, int[] Answers)
{
    /// <summary>How many steps can be chosen from: one for each activation and each pending event.</summary>
    public int Choices => Activations.Length + Events.Length;
}
