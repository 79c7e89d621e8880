using Trapeze.Core.Labels;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Store;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Protocols;

/// <summary>What all runs of a case share: labels, places, one key.</summary>
internal sealed class Scenery
{
    private readonly Dictionary<int, Label> _labels;
    private readonly HashSet<PhysicalKey> _used = [];
    private readonly Dictionary<int, SourceMap> _fresh = [];

    public Scenery(ProtocolCase @case)
    {
        Case = @case;
        var order = @case.Shape.Build();
        _labels = @case.Labels.ToDictionary(label => label, label => @case.Shape.Label(order, label, "1"));
        Placement = new Placement(order);
        Shared = new SourceMap(Placement);
        var shard = KeyLayout.ShardOf(Key);
        foreach (var writer in @case.Clients.Where(client => client.Deeds.Any(deed => deed.Change != Histories.Recording.Change.None)))
        {
            var files = Shared.Of(Table, FilingOf(writer.Label));
            _used.UnionWith(files.Inboxes.Prepend(files.Own).Select(source => KeyLayout.Of(source, Key, shard)));
        }

        Announce();
    }

    public ProtocolCase Case { get; }

    public Placement Placement { get; }

    /// <summary>Sources of cases in which none has still to be announced.</summary>
    public SourceMap Shared { get; }

    public StoredTable Table { get; } = new(new TableDefinition("Keys", new KeyDefinition("id", Amazon.DynamoDBv2.ScalarAttributeType.S)), 0);

    public FacetKey Key { get; } = FacetKey.Of([1], []);

    public Filing FilingOf(int label) => Placement.FilingOf(_labels[label]);

    public Sight SightOf(int label) => Placement.SightOf(_labels[label]);

    /// <summary>Whether each label files at one other place at most: then all agree when nothing is on its way any more.</summary>
    public bool IsFiledOnce => _labels.Keys.All(label => Shared.Of(Table, FilingOf(label)).Inboxes.Length < 2);

    /// <summary>Whether anyone ever writes there.</summary>
    public bool IsUsed(PhysicalKey key) => _used.Contains(key);

    /// <summary>Whether operations at these labels are linearizable all together: each looks where those below it are written first.</summary>
    public bool IsWhole(IReadOnlyList<int> labels) => Case.Shape.IsChain(labels)
        && labels.All(upper => labels.All(lower => !Case.Shape.Flows(lower, upper) || Shared.Of(Table, SightOf(upper)).LooksAt(Shared.Of(Table, FilingOf(lower)).Own.Id)));

    /// <summary>The sources as a process has them when it begins.</summary>
    public SourceMap Begin(int client)
    {
        if (Case.Lease is null)
        {
            return Shared;
        }

        if (!_fresh.TryGetValue(client, out var sources))
        {
            _fresh.Add(client, sources = new SourceMap(Placement));
        }

        foreach (var label in _labels.Keys)
        {
            sources.Of(Table, SightOf(label)).Known = null;
            var files = sources.Of(Table, FilingOf(label));
            files.IsReady = files.Announced.IsEmpty;
        }

        return sources;
    }

    // All that are ever used are known to be, and nothing is asked.
    private void Announce()
    {
        var shard = KeyLayout.ShardOf(Key);
        foreach (var label in _labels.Keys)
        {
            var looked = Shared.Of(Table, SightOf(label));
            looked.Known = new Occupied([.. looked.All.Where(source => !source.IsSkippable || IsUsed(KeyLayout.Of(source, Key, shard)))], IsAll: true, 0, 0);
            Shared.Of(Table, FilingOf(label)).IsReady = true;
        }
    }

    /// <summary>What the shape says must be what the order says: cases are written down by hand.</summary>
    public void EnsureShape()
    {
        foreach (var lower in Case.Labels)
        {
            foreach (var upper in Case.Labels)
            {
                if (_labels[lower].FlowsTo(_labels[upper]) != Case.Shape.Flows(lower, upper))
                {
                    throw new InvalidOperationException($"{Case.Name}: {_labels[lower]} and {_labels[upper]}");
                }
            }
        }
    }
}
