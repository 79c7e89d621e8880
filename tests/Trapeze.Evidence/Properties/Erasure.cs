using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>A step and then erasing what an observer does not see is erasing and then the step, or no step; and to be equal for him is to be the same once erased.</summary>
public sealed class Erasure : TapeLevel
{
    private const int LongestRun = 8;

    /// <inheritdoc/>
    public override string Name => "erasure";

    /// <inheritdoc/>
    protected override string? Look(Tape tape, Tally tally)
    {
        var scene = Scene.Draw(tape);
        var everybody = new Observer(scene.Policy, scene.Policy.Order.Highest);
        var (state, madeHiddenStep, wrong) = (scene.Left, false, (string?)null);
        if (!everybody.FindsEqual(scene.Observer.Erase(scene.Left), scene.Observer.Erase(scene.Right)))
        {
            wrong = $"{Story.Of(scene)}\nthese are equal for him, and differ once erased:\n{Story.Of(scene, scene.Left)}\nand\n{Story.Of(scene, scene.Right)}";
        }

        for (var length = 1 + tape.Next(LongestRun); length > 0 && wrong is null && state.Choices > 0; length--)
        {
            for (var choice = 0; choice < state.Choices; choice++)
            {
                wrong ??= Commutes(scene, everybody, state, choice, tally);
                madeHiddenStep |= !scene.Observer.Sees(Moves.LabelOf(state, choice)) && Moves.RuleOf(scene.Policy, state, choice) is not null;
            }

            state = scene.Machine.Step(state, tape.Next(state.Choices)).Next;
        }

        tally.Case(scene.HasSecret, madeHiddenStep);
        return wrong;
    }

    private static string? Commutes(Scene scene, Observer everybody, State state, int choice, Tally tally)
    {
        if (Moves.RuleOf(scene.Policy, state, choice) is not { } rule)
        {
            return null;
        }

        var (machine, observer) = (scene.Machine, scene.Observer);
        var step = machine.Step(state, choice);
        var erased = observer.Erase(state);
        var isHidden = !observer.Sees(Moves.LabelOf(state, choice));
        tally.Count(rule, step, state, choice, isHidden);
        Step expected;
        if (isHidden)
        {
            expected = step.Release is { } release && observer.Sees(scene.Policy.Declassifiers[release.Declassifier].To) ? machine.Apply(erased, release) : new Step(erased, Output.Nothing);
        }
        else
        {
            var matching = Moves.Matching(observer, erased, choice >= state.Activations.Length, Moves.RankOf(observer, state, choice));
            expected = machine.Step(erased, matching);
            tally.Count(rule, expected, erased, matching, hidden: false);
        }

        var after = observer.Erase(step.Next);
        return everybody.FindsEqual(after, observer.Erase(expected.Next)) && observer.Observe(step.Output) == observer.Observe(expected.Output)
            ? null
            : $"{Story.Of(scene)}\nstate:\n{Story.Of(scene, state)}\nstep: {Story.Of(scene, state, choice)}\nthe step and then erased, with {Story.Of(scene, observer.Observe(step.Output))} out:\n{Story.Of(scene, after)}\n"
                + $"erased and then the step, with {Story.Of(scene, observer.Observe(expected.Output))} out:\n{Story.Of(scene, expected.Next)}";
    }
}
