using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>Every small state with an activation that acts.</summary>
internal static class SmallStates
{
    /// <summary>At one label, over every store of two keys.</summary>
    public static List<State> OfStores(World world, Label label, int values, int writes, int otherWrites)
    {
        Activation[] acting = [new Activation(Alphabet.Acting, label, label, 0, null, false)];
        var answers = new int[world.Labels.Length];
        return [.. SmallStores.OfTwoKeys(world.Labels, values, writes, otherWrites).Select(store => new State(store, acting, [], answers))];
    }

    /// <summary>At every label, from every start, with every reply, register, answer and pending event, over every key of at most one write.</summary>
    public static List<State> OfActivations(World world, int values, bool everything)
    {
        var stores = SmallStores.OfKey(world.Labels, 1, 1).ConvertAll(facets => new[] { facets });
        var pending = Events(world, everything).ToList();
        var answers = Answers(world.Labels.Length).ToList();
        var states = new List<State>();
        foreach (var activation in Activations(world, values, everything))
        {
            Activation[] acting = [activation];
            foreach (var store in stores)
            {
                foreach (var events in pending)
                {
                    // What channels bring counts only where nothing else does.
                    var brought = store[0].Length == 0 && events.Length == 0 ? answers : answers[..1];
                    states.AddRange(brought.Select(answer => new State(store, acting, events, answer)));
                }
            }
        }

        return states;
    }

    private static IEnumerable<Activation> Activations(World world, int values, bool everything)
    {
        foreach (var label in world.Labels)
        {
            foreach (var start in world.Labels.Where(start => start.FlowsTo(label)))
            {
                foreach (var (reply, isOpen) in Replies(world, label))
                {
                    for (var result = Activation.Absent; result < values; result++)
                    {
                        for (var register = 0; register < (everything ? 2 * (values + 1) : 1); register++)
                        {
                            yield return new Activation(Alphabet.Acting, start, label, 1, reply, isOpen) { Result = result, Kept = (register / 2) - 1, Status = register % 2 };
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<(Label? Reply, bool IsOpen)> Replies(World world, Label label) =>
    [
        (null, false),
        .. world.Labels.Select(reply => ((Label?)reply, false)),
        .. world.Labels.Where(label.FlowsTo).Select(reply => ((Label?)reply, true)),
    ];

    private static IEnumerable<Event[]> Events(World world, bool everything)
    {
        yield return [];
        foreach (var label in world.Labels)
        {
            for (var value = 0; value < (everything ? 2 : 1); value++)
            {
                yield return [new Event(Alphabet.Asked, value, label)];
            }

            yield return [new Event(Alphabet.Unknown, 0, label)];
            foreach (var reply in everything ? world.Labels : [label, .. world.Labels.Take(1).Where(lowest => lowest != label)])
            {
                yield return [new Event(Alphabet.Asked, 0, label, 2, reply)];
            }
        }
    }

    private static IEnumerable<int[]> Answers(int channels) =>
        Enumerable.Range(0, 1 << channels).Select(bits => Enumerable.Range(0, channels).Select(channel => bits >> channel & 1).ToArray());
}
