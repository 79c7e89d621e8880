using Amazon.DynamoDBv2;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Lockstep.Labels;
using Trapeze.Evidence.Lockstep.Monitors;
using Trapeze.Evidence.Lockstep.Policies;
using Trapeze.Store;
using Trapeze.Store.Places;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What one program works on: a store beside the machine's, its keys, and those who look at it.</summary>
internal sealed class Scene(ActivationTwins twins, KeySpace keys, IReadOnlyList<LabelExpression> written, Tally tally, List<string>? trace)
{
    private readonly Dictionary<Actor, AmazonDynamoDBClient> _byActivation = [];
    private readonly Dictionary<int, AmazonDynamoDBClient> _byLabel = [];
    private readonly HashSet<Label> _written = [];
    private FacetedStore? _store;
    private World? _world;

    internal KeySpace Keys => keys;

    internal Tally Tally => tally;

    internal FacetedStore Store => _store!;

    /// <summary>Goes on with a store that was opened again, or under an order that was extended: activations stay as they are.</summary>
    internal void Attach(FacetedStore store, World world)
    {
        _byActivation.Clear();
        _byLabel.Clear();
        (_store, _world) = (store, world);
    }

    /// <summary>One of the activations, or the trusted base at one of the labels; <see langword="null"/> if the label is too complex for the store.</summary>
    internal Viewer? Viewer(Dice dice)
    {
        var live = twins.Live;
        var choice = dice.Next(written.Count + 4);
        if (choice < written.Count || live.Count == 0)
        {
            return At(choice % written.Count);
        }

        var actor = live[choice % live.Count];
        if (!Admits(actor.Shipping.Label))
        {
            return null;
        }

        if (!_byActivation.TryGetValue(actor, out var client))
        {
            _byActivation[actor] = client = Store.ClientFor(actor.Shipping);
            tally.Add("FacetedStore.ClientFor");
        }

        return new Viewer($"activation {actor.Index}", twins.Machine(actor).Label, client, instruction =>
        {
            twins.Step(actor, instruction);
            return twins.Machine(actor);
        });
    }

    internal Viewer? At(int label)
    {
        var shipping = written[label].ToLabel(_world!.Policy.Order);
        if (!Admits(shipping))
        {
            return null;
        }

        if (!_byLabel.TryGetValue(label, out var client))
        {
            _byLabel[label] = client = Store.ClientAt(shipping);
            tally.Add("FacetedStore.ClientAt");
        }

        var at = written[label].Meaning(_world.Order);
        return new Viewer($"{written[label]}", at, client, instruction => twins.StepAt(at, instruction));
    }

    /// <summary>Whether the store takes the label. It has to take every single atom.</summary>
    internal bool Admits(Label label)
    {
        tally.Add("store: labels asked for");
        _written.Add(label);
        if (Fits(_world!.Placement, label))
        {
            return true;
        }

        tally.Add("store: labels too complex");
        var simple = label.Integrity.IsBottom && label.Secrecy.Clauses.Sum(clause => clause.Atoms.Length) <= 1;
        Disagreement.Unless($"{label} is too complex", false, simple);
        return false;
    }

    internal bool Fits(World world) => _written.All(label => Fits(world.Placement, label));

    /// <summary>What the machine would answer an instruction at the viewer's label; nothing changes by it.</summary>
    internal Model.Activation Try(Viewer viewer, Model.Instruction instruction) => twins.StepAt(viewer.Label, instruction, twins.State);

    /// <summary>The machine's answer to a list in descending order: it lists ascending only, so it is shown the keys the other way round.</summary>
    internal Model.Activation ListBackwards(Viewer viewer, int low, int high, int limit)
    {
        var mirrored = twins.State with { Store = [.. twins.State.Store.Reverse()] };
        var answer = twins.StepAt(
            viewer.Label, new Model.Instruction(Model.Rule.List) { Key = KeySpace.Keys - 1 - high, LastKey = KeySpace.Keys - 1 - low, Limit = limit }, mirrored);
        var listed = Enumerable.Range(0, KeySpace.Keys).Where(key => (answer.Result >> (KeySpace.Keys - 1 - key) & 1) != 0).Aggregate(0, (set, key) => set | (1 << key));
        return answer with { Result = listed, Kept = answer.Kept == Model.Activation.Absent ? answer.Kept : KeySpace.Keys - 1 - answer.Kept };
    }

    /// <summary>Counts reads, those beside which something is hidden, and those that it would change the answer of.</summary>
    internal void CountRead(Viewer viewer, int first, int last) => CountRead(viewer, Enumerable.Range(first, Math.Max(0, last - first + 1)));

    /// <inheritdoc cref="CountRead(Viewer, int, int)"/>
    internal void CountRead(Viewer viewer, IEnumerable<int> read)
    {
        bool hidden = false, differs = false;
        foreach (var key in read)
        {
            var facets = twins.State.Store[key];
            hidden |= Array.Exists(facets, facet => !facet.Label.FlowsTo(viewer.Label));
            differs |= facets is [var newest, ..] && newest.Value != Model.Facets.Get(facets, viewer.Label);
        }

        tally.Add("store: reads");
        tally.Add("store: reads beside hidden facets", hidden ? 1 : 0);
        tally.Add("store: reads that a hidden facet would change", differs ? 1 : 0);
    }

    internal void Compare(Viewer viewer, string what, string expected, string actual)
    {
        trace?.Add($"{what} at {viewer.Name}: {actual}");
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            throw new Disagreement($"{what} at {viewer.Name}", expected, actual);
        }
    }

    internal void Note(string what) => trace?.Add(what);

    private static bool Fits(Placement placement, Label label)
    {
        try
        {
            var own = ReferenceEquals(label.Order, placement.Order) ? label : placement.Order.Parse(label.ToString());
            placement.FilingOf(own);
            placement.SightOf(own);
            return true;
        }
        catch (TooManyPlacesException)
        {
            return false;
        }
    }
}
