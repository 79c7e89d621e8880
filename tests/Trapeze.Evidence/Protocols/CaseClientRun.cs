using System.Buffers.Binary;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Evidence.Protocols.Planted;
using Trapeze.Evidence.Protocols.Stepping;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;

namespace Trapeze.Evidence.Protocols;

/// <summary>One client of a run: the shipping protocol, in a process of its own.</summary>
internal sealed class CaseClientRun
{
    private readonly World _world;
    private readonly Scenery _scenery;
    private readonly CaseClient _plan;
    private readonly int _index;
    private readonly SteppedTable _table;
    private readonly FacetReads _reads;
    private readonly FacetWrites _writes;
    private readonly SourceMap _sources;
    private readonly List<string> _told = [];
    private int _uids;

    public CaseClientRun(World world, Scenery scenery, CaseClient plan, int index, Mistake mistake)
    {
        _world = world;
        _scenery = scenery;
        _plan = plan;
        _index = index;
        _table = mistake.Table(world, index, scenery.IsUsed);
        var lease = scenery.Case.Lease is { } steps ? steps * World.Unit : long.MaxValue / 4;
        var clock = mistake.Clock(new SteppedClock(world, index, plan.Skew * World.Unit, scenery.Case.Uncertainty * World.Unit, lease));
        _sources = scenery.Begin(index);
        var occupancy = new Occupancy(_table, clock, lease);
        _reads = new FacetReads(_table, clock, occupancy);
        _writes = new FacetWrites(_table, clock, occupancy, _reads, NewUid);
    }

    public int Label => _plan.Label;

    /// <summary>What it asked for and what it was told.</summary>
    public IEnumerable<string> Trace => _table.Requests.Concat(_told);

    public async Task RunAsync()
    {
        for (var at = 0; at < _plan.Deeds.Length; at++)
        {
            await _world.TurnAsync(_index);
            await DoAsync(_plan.Deeds[at], (_index * 10) + at + 1);
        }
    }

    private async Task DoAsync(Deed deed, int value)
    {
        var operation = new Operation
        {
            Client = _index,
            Label = _plan.Label,
            Key = 0,
            Invoked = _world.History.Tick(),
            Kind = deed.Change == Change.None ? ActKind.Get : ActKind.Put,
            Change = deed.Change,
            Value = deed.Change is Change.Put or Change.Add ? value : 0,
            Test = deed.Test,
            Asked = deed.Asked,
        };
        _world.History.Add([operation]);
        try
        {
            if (deed.Change == Change.None)
            {
                operation.Old = ItemOf((await _reads.NewestAsync(_sources, _scenery.Table, _scenery.Key, _scenery.SightOf(_plan.Label)))?.Item);
            }
            else
            {
                await WriteAsync(deed, operation);
            }

            operation.Outcome = Outcome.Done;
            operation.Returned = _world.History.Tick();
        }
        catch (RefusedException)
        {
            operation.Outcome = Outcome.Refused;
            operation.Returned = _world.History.Tick();
        }
        catch (IOException)
        {
            operation.Old = operation.New = null;
        }

        _told.Add($"{deed}: {operation.Outcome}, found {operation.Old}");
    }

    private Task WriteAsync(Deed deed, Operation operation)
    {
        var isBlind = deed is { Change: not Change.Add, Test: TestKind.None };
        return _writes.WriteAsync(_sources, _scenery.Table, _scenery.Key, _scenery.FilingOf(_plan.Label), isBlind, found =>
        {
            var old = ItemOf(found);
            if (!isBlind)
            {
                operation.Old = old;
            }

            if (!Holds(deed, old))
            {
                return WriteDecision<bool>.Refuse(new RefusedException());
            }

            var left = deed.Change == Change.Delete ? Item.Absent
                : new Item(operation.Value, deed.Change == Change.Add ? (old.IsAbsent ? 1 : old.Times + 1) : 0);
            operation.New = left;
            return WriteDecision<bool>.Write(left.IsAbsent ? null : BytesOf(left), result: true);
        });
    }

    private static bool Holds(Deed deed, Item old) => deed.Test switch
    {
        TestKind.Absent => old.IsAbsent,
        TestKind.Present => !old.IsAbsent,
        TestKind.Equals => old.Value == deed.Asked,
        _ => true,
    };

    private static Item ItemOf(byte[]? bytes) => bytes is null ? Item.Absent
        : new Item(BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));

    private static byte[] BytesOf(Item item)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, item.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), item.Times);
        return bytes;
    }

    // Its own, whatever others do.
    private Guid NewUid() => new(_index, (short)++_uids, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private sealed class RefusedException : Exception;
}
