using System.Collections.Immutable;
using Trapeze.Evidence.Properties;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>
/// One step from each of many states, for each observer. The states are put into classes that are equal for him; what a step that he sees makes of any of a class must be
/// equal for him to what it makes of the class's first. So all pairs of equal states are compared, and no step is executed twice.
/// </summary>
internal sealed class Sweep(World world, IReadOnlyList<State> states, Verdict verdict)
{
    private ImmutableArray<int[]> _classes;

    /// <summary>Lets the choice make its step in every state, until something is found.</summary>
    public Count Run(ReferenceMachine.Policy policy, int choice)
    {
        if (_classes.IsDefault)
        {
            throw new InvalidOperationException("there are no classes yet");
        }

        var machine = new Machine(policy);
        var observers = world.Observers.Select(label => new Observer(policy, label)).ToArray();
        var firsts = _classes.Select(classes => new Step[classes.Length == 0 ? 0 : classes.Max() + 1]).ToArray();
        var comparisons = 0L;
        var index = 0;
        for (; index < states.Count && verdict.Holds; index++)
        {
            var state = states[index];
            var step = machine.Step(state, choice);
            var label = Moves.LabelOf(state, choice);
            if (Moves.Unsound(step.Next) is not null)
            {
                Tell(policy, observers[0], state, choice, step, "a reply is open to what it may not carry; before it was", new Step(state, Output.Nothing));
            }

            for (var one = 0; one < observers.Length; one++)
            {
                var observer = observers[one];
                if (observer.Sees(label))
                {
                    ref var first = ref firsts[one][_classes[one][index]];
                    if (first.Next is null)
                    {
                        first = step;
                        continue;
                    }

                    comparisons++;
                    if (!(observer.FindsEqual(first.Next, step.Next) && observer.Observe(first.Output) == observer.Observe(step.Output) && first.Release == step.Release))
                    {
                        Tell(policy, observer, state, choice, step, "another state that is equal for him gives", first);
                    }
                }
                else
                {
                    comparisons++;
                    if (!IsHidden(machine, policy, observer, state, step))
                    {
                        Tell(policy, observer, state, choice, step, "he should see no more than what it releases of", new Step(state, Output.Nothing));
                    }
                }
            }
        }

        return new Count(0, 0, index, comparisons);
    }

    /// <summary>Puts the states into classes, for each observer.</summary>
    public void Classify(ReferenceMachine.Policy policy)
    {
        var classes = new int[world.Observers.Length][];
        Parallel.For(0, classes.Length, one =>
        {
            var known = new Dictionary<State, int>(new ErasedEquality(policy, new Observer(policy, world.Observers[one])));
            classes[one] = new int[states.Count];
            for (var index = 0; index < states.Count; index++)
            {
                if (!known.TryGetValue(states[index], out var number))
                {
                    known.Add(states[index], number = known.Count);
                }

                classes[one][index] = number;
            }
        });
        _classes = [.. classes];
    }

    private static bool IsHidden(Machine machine, ReferenceMachine.Policy policy, Observer observer, State state, in Step step)
    {
        var allowed = step.Release is { } release && observer.Sees(policy.Declassifiers[release.Declassifier].To) ? machine.Apply(state, release) : new Step(state, Output.Nothing);
        return observer.FindsEqual(step.Next, allowed.Next) && observer.Observe(step.Output) == observer.Observe(allowed.Output);
    }

    private void Tell(ReferenceMachine.Policy policy, Observer observer, State state, int choice, in Step step, string than, in Step other) => verdict.Tell(
        $"{world.Name}, observer at {{{new LabelText(world.Order).Of(observer.Label)}}}\n{Story.Of(policy)}\nstate:\n{Story.Of(policy, state)}\nstep: {Story.Of(policy, state, choice)}\n"
        + $"it gives, with {Story.Of(policy, step.Output)} out:\n{Story.Of(policy, step.Next)}\n{than}, with {Story.Of(policy, other.Output)} out:\n{Story.Of(policy, other.Next)}");
}
