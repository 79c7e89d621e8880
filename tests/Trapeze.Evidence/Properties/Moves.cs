using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Who can move in a state.</summary>
internal static class Moves
{
    /// <summary>The label of the activation or pending event that would move.</summary>
    public static Label LabelOf(State state, int choice) =>
        choice < state.Activations.Length ? state.Activations[choice].Label : state.Events[choice - state.Activations.Length].Label;

    /// <summary>The rule that it would obey; <see langword="null"/> if it has ended.</summary>
    public static Rule? RuleOf(ReferenceMachine.Policy policy, State state, int choice)
    {
        if (choice >= state.Activations.Length)
        {
            return Rule.Start;
        }

        var at = state.Activations[choice];
        var code = policy.Functions[at.Function].Code;
        return at.Position < code.Length ? code[at.Position].Rule : null;
    }

    /// <summary>Among the activations, or among the events, that he sees: which one this is, counted from 0.</summary>
    public static int RankOf(Observer observer, State state, int choice)
    {
        var rank = 0;
        for (var other = choice < state.Activations.Length ? 0 : state.Activations.Length; other < choice; other++)
        {
            rank += observer.Sees(LabelOf(state, other)) ? 1 : 0;
        }

        return rank;
    }

    /// <summary>The choice in another state that is the same for him: an activation or event of the same rank; -1 if there is none.</summary>
    public static int Matching(Observer observer, State state, bool isEvent, int rank)
    {
        var end = isEvent ? state.Choices : state.Activations.Length;
        for (var choice = isEvent ? state.Activations.Length : 0; choice < end; choice++)
        {
            if (observer.Sees(LabelOf(state, choice)) && rank-- == 0)
            {
                return choice;
            }
        }

        return -1;
    }

    /// <summary>The activation, if there is one, whose reply is open to what it may not carry: everything rests on there being none.</summary>
    public static Activation? Unsound(State state) => Array.Find(state.Activations, at => at.ReplyIsOpen && !(at.ReplyLabel is { } reply && at.Label.FlowsTo(reply)));
}
