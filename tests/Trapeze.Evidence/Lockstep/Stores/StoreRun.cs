using Amazon.DynamoDBv2.Model;
using Trapeze.Core.Declassification;
using Trapeze.Evidence.Lockstep.Monitors;
using Trapeze.Evidence.Lockstep.Policies;
using Trapeze.Store;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Runs one program on both: the shipping store and monitor, and the machine.</summary>
internal sealed class StoreRun
{
    private readonly StoreProgram _program;
    private readonly Scene _scene;
    private readonly MonitorRun _monitor;
    private readonly PointReads _reads;
    private readonly Writes _writes;
    private readonly Lists _lists;
    private readonly IndexLists _index;
    private readonly Transactions _transactions;
    private readonly Tables _tables;
    private readonly KeySpace _keys;
    private readonly Tally _tally;
    private World _world;
    private bool _isOver;

    internal StoreRun(StoreProgram program, KeySpace keys, Tally tally, List<string>? trace)
    {
        _program = program;
        _keys = keys;
        _tally = tally;
        _world = program.World;
        var twins = new ActivationTwins(program.World, KeySpace.Keys, tally);
        _scene = new Scene(twins, keys, program.Labels, tally, trace);
        _monitor = new MonitorRun(twins, [.. program.Labels.Select(program.World.Twin)], tally) { IntoTable = ReleaseAsync };
        (_reads, _writes, _lists) = (new PointReads(_scene), new Writes(_scene), new Lists(_scene));
        (_index, _transactions, _tables) = (new IndexLists(_scene), new Transactions(_scene), new Tables(_scene));
    }

    internal void Attach(FacetedStore store, World world)
    {
        _world = world;
        _scene.Attach(store, world);
    }

    /// <summary>Whether everything that was written so far can be filed under another order too.</summary>
    internal bool Fits(World world) => _scene.Fits(world);

    internal async Task RunAsync(IReadOnlyList<StoreOperation> half)
    {
        foreach (var operation in half.TakeWhile(_ => !_isOver))
        {
            var dice = new Dice(operation.Seed);
            _tally.Add($"store: {operation.Kind}");
            _tally.Add("store: operations");
            if (operation.Kind == StoreOperationKind.Monitor)
            {
                var asked = Operation.Draw(dice);
                asked = operation.Calls ? asked with { Kind = OperationKind.Call } : asked;
                _scene.Note($"{asked}");
                await _monitor.RunAsync(asked);
                continue;
            }

            if (_scene.Viewer(dice) is { } viewer)
            {
                await RunAsync(operation.Kind, viewer, dice);
            }
        }
    }

    /// <summary>Compares the whole view at every label, then deletes everything for everybody and looks whether it is gone.</summary>
    internal async Task EndAsync()
    {
        if (_isOver)
        {
            return;
        }

        for (var label = 0; label < _program.Labels.Count; label++)
        {
            if (_scene.At(label) is { } viewer)
            {
                await (label % 2 == 0 ? _reads.BatchGetAsync(viewer, new Dice(0), [.. Enumerable.Range(0, KeySpace.Keys)]) : _lists.WholeAsync(viewer));
            }
        }

        var order = _world.Policy.Order;
        await _scene.Store.ClientAt(order.Bottom).BatchWriteItemAsync(new BatchWriteItemRequest
        {
            RequestItems = Enumerable.Range(0, KeySpace.Keys).GroupBy(_keys.TableOf, StringComparer.Ordinal).ToDictionary(
                table => table.Key,
                table => table.Select(key => new WriteRequest { DeleteRequest = new DeleteRequest { Key = _keys.KeyOf(key) } }).ToList(),
                StringComparer.Ordinal),
        });
        // A reader at ⊤ is slow: not in every program.
        foreach (var table in _keys.IsWatched ? (string[])[_keys.Plain, _keys.Sorted] : [])
        {
            var left = _scene.Store.ClientAt(order.Top).ScanAsync(new ScanRequest { TableName = table });
            Disagreement.Unless($"what is left in {table} after everybody's delete", "", Contents.Show((await left).Items));
        }
    }

    private Task RunAsync(StoreOperationKind kind, Viewer viewer, Dice dice) => kind switch
    {
        StoreOperationKind.GetItem => _reads.GetAsync(viewer, dice),
        StoreOperationKind.BatchGetItem => _reads.BatchGetAsync(viewer, dice),
        StoreOperationKind.PutItem => _writes.PutAsync(viewer, dice),
        StoreOperationKind.DeleteItem => _writes.DeleteAsync(viewer, dice),
        StoreOperationKind.UpdateItem => _writes.UpdateAsync(viewer, dice),
        StoreOperationKind.BatchWriteItem => _writes.BatchWriteAsync(viewer, dice),
        StoreOperationKind.Query => _lists.QueryAsync(viewer, dice),
        StoreOperationKind.Scan => _lists.ScanAsync(viewer, dice),
        StoreOperationKind.Segments => _lists.SegmentsAsync(viewer, dice),
        StoreOperationKind.TransactWriteItems => _transactions.WriteAsync(viewer, dice),
        StoreOperationKind.TransactGetItems => _transactions.GetAsync(viewer, dice),
        StoreOperationKind.QueryOfIndex => _index.QueryAsync(viewer, dice),
        _ => _tables.AskAsync(viewer, dice),
    };

    // The host's part of a release into a table: at the declassifier's target. The machine knows no label that is too complex: there the program ends.
    private async Task ReleaseAsync(Declassifier declassifier, int released)
    {
        if (!_scene.Admits(declassifier.To))
        {
            _isOver = true;
            return;
        }

        using var client = _scene.Store.ClientAt(declassifier.To);
        await client.PutItemAsync(new PutItemRequest { TableName = _keys.TableOf(0), Item = _keys.ItemOf(0, released) });
    }
}
