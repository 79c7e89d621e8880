using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>What one step may do to two states that are equal for the observer (semantics §4), and nothing else.</summary>
internal sealed class Unwinding(Scene scene, Tally tally)
{
    private readonly Observer _observer = scene.Observer;

    /// <summary>The last difference found, for people; <see langword="null"/> while there is none.</summary>
    public string? Difference { get; private set; }

    public bool MadeHiddenStep { get; private set; }

    /// <summary>Whether the choice is one that the observer does not see; the other side needs no answer to it.</summary>
    public bool IsHidden(State state, int choice) => !_observer.Sees(Moves.LabelOf(state, choice));

    /// <summary>A step that he does not see changes nothing for him but, exactly, what it releases.</summary>
    /// <returns>The state after it, and the other state with the same release; <see langword="null"/> if nothing moves.</returns>
    public (State Moved, State Other)? Hidden(State state, State other, int choice)
    {
        if (Moves.RuleOf(scene.Policy, state, choice) is not { } rule)
        {
            return null;
        }

        var step = scene.Machine.Step(state, choice);
        tally.Count(rule, step, state, choice, hidden: true);
        MadeHiddenStep = true;
        var released = step.Release is { } release && _observer.Sees(scene.Policy.Declassifiers[release.Declassifier].To) ? release : null;
        var allowed = released is null ? new Step(state, Output.Nothing) : scene.Machine.Apply(state, released);
        if (_observer.Observe(step.Output) != _observer.Observe(allowed.Output))
        {
            Differs(state, other, choice, $"a hidden step let out {Story.Of(scene, step.Output)}");
        }
        else if (!_observer.FindsEqual(step.Next, allowed.Next))
        {
            Differs(state, other, choice, $"a hidden step changed what he sees; after it:\n{Story.Of(scene, step.Next)}");
        }

        return Sound(state, other, choice, (step.Next, released is null ? other : scene.Machine.Apply(other, released).Next));
    }

    /// <summary>A step that he sees is one on the other side too, with the same outputs, and what comes of it is equal for him.</summary>
    /// <returns>The states after it; <see langword="null"/> if nothing moves.</returns>
    public (State Left, State Right)? Visible(State left, State right, int choice)
    {
        if (Moves.RuleOf(scene.Policy, left, choice) is not { } rule)
        {
            return null;
        }

        var matching = Moves.Matching(_observer, right, choice >= left.Activations.Length, Moves.RankOf(_observer, left, choice));
        if (matching < 0)
        {
            Differs(left, right, choice, "he sees no such activation or event on the other side");
            return null;
        }

        var step = scene.Machine.Step(left, choice);
        var answer = scene.Machine.Step(right, matching);
        tally.Count(rule, step, left, choice, hidden: false);
        tally.Count(rule, answer, right, matching, hidden: false);
        if (_observer.Observe(step.Output) != _observer.Observe(answer.Output))
        {
            Differs(left, right, choice, $"the same step let out {Story.Of(scene, step.Output)}, and on the other side {Story.Of(scene, answer.Output)}");
        }
        else if (step.Release != answer.Release)
        {
            Differs(left, right, choice, $"the same step released {step.Release}, and on the other side {answer.Release}");
        }
        else if (!_observer.FindsEqual(step.Next, answer.Next))
        {
            Differs(left, right, choice, $"the same step left states that differ for him:\n{Story.Of(scene, step.Next)}\nand\n{Story.Of(scene, answer.Next)}");
        }

        return Sound(left, right, choice, (step.Next, answer.Next));
    }

    /// <summary>Every step that either side can make, and the pairs of states after them.</summary>
    public void EveryStep(State left, State right, List<(State Left, State Right)> next)
    {
        for (var choice = 0; choice < left.Choices; choice++)
        {
            var after = IsHidden(left, choice) ? Hidden(left, right, choice) : Visible(left, right, choice);
            if (after is { } pair)
            {
                next.Add(pair);
            }
        }

        for (var choice = 0; choice < right.Choices; choice++)
        {
            if (IsHidden(right, choice) && Hidden(right, left, choice) is { } pair)
            {
                next.Add((pair.Other, pair.Moved));
            }
        }
    }

    private (State, State)? Sound(State left, State right, int choice, (State, State) next)
    {
        if (Moves.Unsound(next.Item1) is { } activation)
        {
            Differs(left, right, choice, $"a reply is open to what it may not carry: {Story.Of(scene, activation)}");
        }

        return next;
    }

    private void Differs(State left, State right, int choice, string what) =>
        Difference ??= $"{Story.Of(scene)}\none state:\n{Story.Of(scene, left)}\nthe other:\n{Story.Of(scene, right)}\nstep: {Story.Of(scene, left, choice)}\n{what}";
}
