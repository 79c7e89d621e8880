using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Store;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;
using Trapeze.Store.Indexes;
using Trapeze.Store.Places;

namespace Trapeze.Evidence.Protocols;

/// <summary>What all runs of a case share: labels, places, keys.</summary>
internal sealed class Scenery
{
    private static readonly KeyDefinition Id = new("id", ScalarAttributeType.S);

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
        Table = new(new TableDefinition("Keys", Id) { Indexes = @case.IsIndexed ? [new IndexDefinition("byValue", new KeyDefinition(Contents.Value, ScalarAttributeType.N))] : [] }, 0);
        Keys = [.. Enumerable.Range(0, @case.Keys).Select(number => FacetKey.Of([(byte)(number + 1)], []))];
        foreach (var writer in @case.Clients.Where(client => client.Deeds.Any(deed => deed.Change != Histories.Recording.Change.None)))
        {
            var files = Shared.Of(Table, FilingOf(writer.Label));
            _used.UnionWith(from source in files.Inboxes.Prepend(files.Own) from key in Keys select KeyLayout.Of(source, key, KeyLayout.ShardOf(key)));
        }

        Announce();
    }

    public ProtocolCase Case { get; }

    public Placement Placement { get; }

    /// <summary>Sources of cases in which none has still to be announced.</summary>
    public SourceMap Shared { get; }

    public StoredTable Table { get; }

    /// <summary>The keys, by number.</summary>
    public ImmutableArray<FacetKey> Keys { get; }

    public Filing FilingOf(int label) => Placement.FilingOf(_labels[label]);

    public Sight SightOf(int label) => Placement.SightOf(_labels[label]);

    /// <summary>Whether each label files at one other place at most: then all agree when nothing is on its way any more.</summary>
    public bool IsFiledOnce => _labels.Keys.All(label => Shared.Of(Table, FilingOf(label)).Inboxes.Length < 2);

    /// <summary>The keys of the entries that stored facets have to have.</summary>
    public IEnumerable<PhysicalKey> EntriesOf(IReadOnlyDictionary<PhysicalKey, StoredFacet> items) =>
        from index in Table.Indexes
        from item in items
        let entry = FacetEntries.KeyOf(index, new Source(item.Key.Partition[..^1], IsInbox: false, IsSkippable: false), item.Value)
        where entry is not null
        select entry.Value;

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
            // Those of a label have what its cells held in common, as activations of one process do.
            Forget(Shared);
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

        Forget(sources);
        return sources;
    }

    private void Forget(SourceMap sources)
    {
        foreach (var label in _labels.Keys)
        {
            sources.Of(Table, SightOf(label)).Recent = new RecentCells();
        }
    }

    // All that are ever used are known to be, and nothing is asked.
    private void Announce()
    {
        foreach (var label in _labels.Keys)
        {
            var looked = Shared.Of(Table, SightOf(label));
            looked.Known = new Occupied([.. looked.All.Where(source => !source.IsSkippable || Keys.Any(key => IsUsed(KeyLayout.Of(source, key, KeyLayout.ShardOf(key)))))], IsAll: true, 0, 0);
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
