using Trapeze.Evidence.Properties;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>
/// Every schedule of two threads, and of what they start, from their first instruction to the last of all. Beside the whole run goes, for each observer, a run from which
/// everything that he does not see was erased at the beginning: after each step the two are equal for him, and the same went out.
/// </summary>
internal sealed class Interleavings
{
    private readonly World _world;
    private readonly ReferenceMachine.Policy _policy;
    private readonly Machine _machine;
    private readonly Observer[] _observers;
    private readonly Verdict _verdict;
    private readonly State _begin;
    private readonly List<State[]> _rows = [];
    private Count _count;

    /// <summary>Two threads, each with its code and its label.</summary>
    public Interleavings(World world, (Instruction[] Code, Label Label) one, (Instruction[] Code, Label Label) other, Verdict verdict)
    {
        (_world, _verdict) = (world, verdict);
        var labels = world.Labels;
        var policy = Alphabet.Policy(world, one.Code, world.Order.Highest, Alphabet.Child);
        _policy = policy with { Functions = [.. policy.Functions, new Function(other.Code, world.Order.Highest)] };
        _machine = new Machine(_policy);
        _observers = [.. world.Observers.Select(label => new Observer(_policy, label))];
        _begin = new State(
            [[new Facet(labels[^1], 1), new Facet(labels[1], 0)], []],
            [Thread(Alphabet.Acting, one.Label), Thread(Alphabet.Unknown, other.Label)],
            [],
            [.. labels.Select((_, index) => index & 1)]);

        static Activation Thread(int function, Label label) => new(function, label, label, function + 1, label, true);
    }

    /// <summary>Runs every schedule.</summary>
    public Count Run()
    {
        // Where there is nothing to erase, the run beside would be the same run: it is not made.
        var erased = Array.ConvertAll(_observers, observer => observer.Erase(_begin) is var without && Same(without, _begin) ? _begin : without);
        Explore(_begin, erased, 0);
        return _count;
    }

    private void Explore(State state, State[] erased, int depth)
    {
        var ended = true;
        for (var choice = 0; choice < state.Choices && _verdict.Holds; choice++)
        {
            if (Moves.RuleOf(_policy, state, choice) is null)
            {
                continue;
            }

            ended = false;
            var step = _machine.Step(state, choice);
            _count += new Count(0, 0, 1, 0);
            var after = Row(depth);
            for (var one = 0; one < _observers.Length; one++)
            {
                after[one] = ReferenceEquals(erased[one], state) ? step.Next : Beside(_observers[one], state, choice, step, erased[one]);
            }

            Explore(step.Next, after, depth + 1);
        }

        _count += new Count(0, ended ? 1 : 0, 0, 0);
    }

    private State Beside(Observer observer, State state, int choice, in Step step, State erased)
    {
        Step expected;
        if (observer.Sees(Moves.LabelOf(state, choice)))
        {
            var matching = Moves.Matching(observer, erased, choice >= state.Activations.Length, Moves.RankOf(observer, state, choice));
            expected = _machine.Step(erased, matching);
            _count += new Count(0, 0, 1, 1);
        }
        else
        {
            expected = step.Release is { } release && observer.Sees(_policy.Declassifiers[release.Declassifier].To) ? _machine.Apply(erased, release) : new Step(erased, Output.Nothing);
            _count += new Count(0, 0, 0, 1);
        }

        if (!observer.FindsEqual(step.Next, expected.Next) || observer.Observe(step.Output) != observer.Observe(expected.Output))
        {
            _verdict.Tell(
                $"{_world.Name}, observer at {{{new LabelText(_world.Order).Of(observer.Label)}}}\n{Story.Of(_policy)}\nstate:\n{Story.Of(_policy, state)}\nstep: {Story.Of(_policy, state, choice)}\n"
                + $"it gives, with {Story.Of(_policy, step.Output)} out:\n{Story.Of(_policy, step.Next)}\nwithout what he does not see, with {Story.Of(_policy, expected.Output)} out:\n{Story.Of(_policy, expected.Next)}");
        }

        return expected.Next;
    }

    private static bool Same(State one, State other) =>
        one.Activations.Length == other.Activations.Length && one.Events.Length == other.Events.Length
        && one.Store.Zip(other.Store).All(pair => pair.First.Length == pair.Second.Length) && one.Answers.AsSpan().SequenceEqual(other.Answers);

    private State[] Row(int depth)
    {
        while (_rows.Count <= depth)
        {
            _rows.Add(new State[_observers.Length]);
        }

        return _rows[depth];
    }
}
