namespace Trapeze.ReferenceMachine;

/// <summary>Somebody at a label: what of a state and of an output there is for him.</summary>
/// <remarks>semantics §4. States that agree in everything below the label are l-equal.</remarks>
public sealed class Observer(Policy policy, Label label)
{
    /// <summary>The label that he observes at.</summary>
    public Label Label => label;

    /// <summary>Whether what carries that label is there for him.</summary>
    public bool Sees(Label other) => other.FlowsTo(label);

    /// <summary>What of an output he gets.</summary>
    public Output Observe(Output output) => Sees(output.Label) ? output : Output.Nothing;

    /// <summary>The state without everything that he does not see.</summary>
    public State Erase(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var answers = (int[])state.Answers.Clone();
        for (var channel = 0; channel < answers.Length; channel++)
        {
            answers[channel] = Sees(policy.Channels[channel].Answers) ? answers[channel] : 0;
        }

        return new State(
            Array.ConvertAll(state.Store, facets => Facets.View(facets, label)),
            Array.FindAll(state.Activations, activation => Sees(activation.Label)),
            Array.FindAll(state.Events, @event => Sees(@event.Label)),
            answers);
    }

    /// <summary>Whether two states are l-equal.</summary>
    public bool FindsEqual(State left, State right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        for (var key = 0; key < left.Store.Length; key++)
        {
            if (!AgreeOn(left.Store[key], right.Store[key]))
            {
                return false;
            }
        }

        for (var channel = 0; channel < left.Answers.Length; channel++)
        {
            if (left.Answers[channel] != right.Answers[channel] && Sees(policy.Channels[channel].Answers))
            {
                return false;
            }
        }

        return AgreeOn(left.Activations, right.Activations) && AgreeOn(left.Events, right.Events);
    }

    // The same visible things in the same order, whatever stands between them.
    private bool AgreeOn<T>(T[] left, T[] right)
        where T : ILabelled, IEquatable<T>
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        int i = 0, j = 0;
        while (true)
        {
            while (i < left.Length && !Sees(left[i].Label))
            {
                i++;
            }

            while (j < right.Length && !Sees(right[j].Label))
            {
                j++;
            }

            if (i == left.Length || j == right.Length)
            {
                return i == left.Length && j == right.Length;
            }

            if (!left[i++].Equals(right[j++]))
            {
                return false;
            }
        }
    }
}
