using Trapeze.Evidence.Histories.Checking;
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
    private readonly FacetTransactions _transactions;
    private readonly FacetSweep _sweep;
    private readonly SourceMap _sources;
    private readonly List<string> _told = [];
    private int _uids;

    public CaseClientRun(World world, Scenery scenery, CaseClient plan, int index, Mistake mistake)
    {
        _world = world;
        _scenery = scenery;
        _plan = plan;
        _index = index;
        _table = mistake.Table(world, index, scenery);
        var lease = scenery.Case.Lease is { } steps ? steps * World.Unit : long.MaxValue / 4;
        var clock = mistake.Clock(new SteppedClock(world, index, plan.Skew * World.Unit, scenery.Case.Uncertainty * World.Unit, lease));
        _sources = scenery.Begin(index);
        var occupancy = new Occupancy(_table, clock, lease);
        _reads = new FacetReads(_table, clock, occupancy);
        var maker = new FacetMaker(NewUid);
        _writes = new FacetWrites(_table, clock, occupancy, _reads, maker);
        _sweep = new FacetSweep(_table, [scenery.Table], clock, TimeProvider.System, _reads);
        _transactions = new FacetTransactions(_table, clock, occupancy, _reads, _writes, maker);
    }

    public int Label => _plan.Label;

    /// <summary>What it asked for and what it was told.</summary>
    public IEnumerable<string> Trace => _table.Requests.Concat(_told);

    public async Task RunAsync()
    {
        for (var at = 0; at < _plan.Deeds.Length; at++)
        {
            await _world.TurnAsync(_index);
            await (_plan.Deeds[at] switch
            {
                { Waits: > 0 and var moment } => _world.TurnAsync(_index, World.Start + moment),
                { Sweeps: true } => SweepAsync(),
                var deed => DoAsync(deed, (_index * 10) + at + 1),
            });
        }
    }

    private async Task SweepAsync()
    {
        var report = await _sweep.InspectAsync(_sources, repairs: true, CancellationToken.None);
        _world.Swept += report.Due;
        _told.Add($"swept {report.Due} of {report.Facets}");
    }

    private async Task DoAsync(Deed deed, int value)
    {
        var invoked = _world.History.Tick();
        int? together = deed.IsOnAll ? value : null;
        List<Operation> parts = [.. (deed.IsOnAll ? Enumerable.Range(0, _scenery.Keys.Length) : [deed.Key]).Select(key => new Operation
        {
            Client = _index,
            Label = _plan.Label,
            Key = key,
            Together = together,
            Invoked = invoked,
            Kind = deed.Change == Change.None ? ActKind.Get : ActKind.Put,
            Change = key > 0 && deed.IsOfFirst ? Change.None : deed.Change,
            Value = deed.Change is Change.Put or Change.Add ? value : 0,
            Test = deed.Test,
            Asked = deed.Asked,
        })];
        _world.History.Add(parts);
        try
        {
            await (deed.Change == Change.None ? ReadAsync(parts) : WriteAsync(deed, parts));
            Return(parts, Outcome.Done);
        }
        catch (RefusedException)
        {
            Return(parts, Outcome.Refused);
        }
        catch (IOException)
        {
            parts.ForEach(part => part.Old = part.New = null);
        }

        _told.Add($"{deed}: {parts[0].Outcome}, found {string.Join(", ", parts.Select(part => part.Old))}");
    }

    private void Return(List<Operation> parts, Outcome outcome)
    {
        var returned = _world.History.Tick();
        parts.ForEach(part => (part.Outcome, part.Returned) = (outcome, returned));
    }

    private async Task ReadAsync(List<Operation> parts)
    {
        var sight = _scenery.SightOf(_plan.Label);
        var found = parts is [{ Together: null } only]
            ? [(await _reads.NewestAsync(_sources, _scenery.Table, _scenery.Keys[only.Key], sight))?.Item]
            : await _transactions.NewestAsync(_sources, [.. parts.Select(KeyOf)], sight);
        parts.ForEach(part => part.Old = Contents.Read(found[parts.IndexOf(part)]));
    }

    private Task WriteAsync(Deed deed, List<Operation> parts)
    {
        var isBlind = deed is { Change: not Change.Add, Test: TestKind.None };
        return parts is [{ Together: null } only]
            ? _writes.WriteAsync(_sources, _scenery.Table, _scenery.Keys[only.Key], _scenery.FilingOf(_plan.Label), isBlind, found =>
                Decide(only, Contents.Read(found), isBlind) ? WriteDecision<bool>.Write(Made(only), result: true) : WriteDecision<bool>.Refuse(new RefusedException()))
            : _transactions.WriteAsync(_sources, [.. parts.Select(KeyOf)], _scenery.SightOf(_plan.Label), _scenery.FilingOf(_plan.Label), found =>
                parts.Select((part, at) => Decide(part, Contents.Read(found[at]), isBlind)).ToList().TrueForAll(holds => holds)
                    ? ManyWritesDecision<bool>.Write([.. parts.Select(part => part.Change == Change.None ? (FacetWrite?)null : new FacetWrite(Made(part)))], result: true)
                    : ManyWritesDecision<bool>.Refuse(new RefusedException()));
    }

    private TableKey KeyOf(Operation part) => new(_scenery.Table, _scenery.Keys[part.Key]);

    // Whether it may be done; what is left then is noted.
    private static bool Decide(Operation part, Item old, bool isBlind)
    {
        if (!isBlind)
        {
            part.Old = old;
        }

        part.New = part.Change == Change.None ? null : part.Change == Change.Delete ? Item.Absent
            : new Item(part.Value, part.Change == Change.Add ? (old.IsAbsent ? 1 : old.Times + 1) : 0);
        return Specification.Holds(part, old);
    }

    private static byte[]? Made(Operation part) => part.New is { IsAbsent: false } left ? Contents.Write(part.Key, left) : null;

    // Its own, whatever others do.
    private Guid NewUid() => new(_index, (short)++_uids, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private sealed class RefusedException : Exception;
}
