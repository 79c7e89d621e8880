using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>A run on its own, and what the observer got of it.</summary>
internal sealed class SoloRun(Scene scene, State start, Tally tally)
{
    private readonly Observer _observer = scene.Observer;

    public State State { get; private set; } = start;

    public List<Output> Got { get; } = [];

    public bool MadeHiddenStep { get; private set; }

    /// <summary>One visible step for each number of the schedule, and before it up to so many hidden ones.</summary>
    public void Play(int[] schedule, Tape tape, int mostHidden)
    {
        foreach (var turn in schedule)
        {
            for (var steps = tape.Next(mostHidden + 1); steps > 0; steps--)
            {
                Move(tape.Next(32), hidden: true);
            }

            Move(turn, hidden: false);
        }
    }

    public string Told() => Got.Count == 0 ? "nothing" : string.Join(", ", Got.Select(output => Story.Of(scene, output)));

    private void Move(int turn, bool hidden)
    {
        var count = 0;
        for (var choice = 0; choice < State.Choices; choice++)
        {
            count += _observer.Sees(Moves.LabelOf(State, choice)) == hidden ? 0 : 1;
        }

        if (count == 0)
        {
            return;
        }

        var chosen = turn % count;
        for (var choice = 0; choice < State.Choices; choice++)
        {
            if (_observer.Sees(Moves.LabelOf(State, choice)) != hidden && chosen-- == 0)
            {
                Step(choice, hidden);
                return;
            }
        }
    }

    private void Step(int choice, bool hidden)
    {
        if (Moves.RuleOf(scene.Policy, State, choice) is not { } rule)
        {
            return;
        }

        var step = scene.Machine.Step(State, choice);
        tally.Count(rule, step, State, choice, hidden);
        MadeHiddenStep |= hidden;
        if (_observer.Observe(step.Output) is { Kind: not OutputKind.Nothing } output)
        {
            Got.Add(output);
        }

        State = step.Next;
    }
}
