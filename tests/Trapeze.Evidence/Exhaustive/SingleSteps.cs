using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>Every instruction from every small state of a world.</summary>
internal static class SingleSteps
{
    /// <summary>The instructions on the store, from every store.</summary>
    public static Count OfStores(World world, Bound bound, Verdict verdict)
    {
        var total = default(Count);
        foreach (var label in world.Labels)
        {
            var states = SmallStates.OfStores(world, label, bound.Values, bound.Writes, bound.OtherWrites);
            var policies = Alphabet.OnStore(bound.Values).Select(one => (Alphabet.Policy(world, [one], null), 0)).ToList();
            total += All(world, states, policies, verdict);
        }

        return total;
    }

    /// <summary>All other instructions, and the start, from every activation.</summary>
    public static Count OfActivations(World world, Bound bound, Verdict verdict)
    {
        var states = SmallStates.OfActivations(world, bound.Values, bound.Everything);
        var nobody = Alphabet.Policy(world, [], null);
        var instructions = Alphabet.OnActivation(world.Labels, nobody.Declassifiers.Length).ToList();
        var policies = instructions.ConvertAll(one => (Alphabet.Policy(world, [one], world.Order.Highest), 0));
        foreach (var raise in instructions.Where(one => one.Rule == Rule.RaiseLabel))
        {
            policies.Add((Alphabet.Policy(world, [raise], null), 0));
            policies.Add((Alphabet.Policy(world, [raise], world.Labels[1]), 0));
        }

        var asking = states.Where(state => state.Events.Length > 0).ToList();
        return All(world, states, policies, verdict) + All(world, asking, [(nobody, 1)], verdict);
    }

    private static Count All(World world, List<State> states, List<(ReferenceMachine.Policy Policy, int Choice)> work, Verdict verdict)
    {
        var sweep = new Sweep(world, states, verdict);
        sweep.Classify(work[0].Policy);
        var total = new Count(states.Count, 0, 0, 0);
        var gate = new Lock();
        Parallel.ForEach(work, one =>
        {
            var count = sweep.Run(one.Policy, one.Choice);
            lock (gate)
            {
                total += count;
            }
        });
        return total;
    }
}
