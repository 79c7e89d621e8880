using Trapeze.Evidence.Histories.Checking;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.Evidence.Protocols.Cases;
using Trapeze.Evidence.Protocols.Planted;
using Trapeze.Evidence.Protocols.Stepping;
using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols;

/// <summary>One schedule of a case: run, read from everywhere, checked.</summary>
internal sealed class CaseRun
{
    private const int FirstReader = 100;

    private readonly Scenery _scenery;
    private readonly Mistake _mistake;
    private readonly World _world;
    private readonly List<CaseClientRun> _clients = [];
    private bool _isComplete;

    private CaseRun(Scenery scenery, Mistake mistake, Func<int, int> choose)
    {
        _scenery = scenery;
        _mistake = mistake;
        var @case = scenery.Case;
        _world = new World(choose)
        {
            Faults = @case.Faults,
            Crashes = @case.Crashes,
            Jumps = @case.Jumps,
            JumpLength = (@case.Lease ?? @case.Uncertainty) * World.Unit,
            Course = new Queue<int>(@case.Course.Where(char.IsAsciiDigit).Select(digit => digit - '0')),
        };
    }

    public static CaseRun Of(Scenery scenery, Mistake mistake, Func<int, int> choose)
    {
        var run = new CaseRun(scenery, mistake, choose);
        var flows = run.Begin(_ => true);
        run._world.Run();
        Finish(flows);
        run.ReadAll();
        return run;
    }

    public IReadOnlyList<Operation> Operations => _world.History.Operations;

    /// <summary>How many facets were delivered or taken away by who goes through the table.</summary>
    public long Swept => _world.Swept;

    /// <summary>What happened, as far as the check may ask; equal for runs that the check cannot tell apart.</summary>
    public string Fingerprint => string.Join(';', Operations.Select(each => $"{each.Invoked},{each.Returned},{(int)each.Outcome},{each.Old},{each.New}")) + _world.Wrong + FindEntries() + FindHaste();

    /// <summary>What is wrong with what was told.</summary>
    public string? Check() =>
        HistoryCheck.Find(_scenery.Case.Shape, _scenery.Case.Labels, Operations.Where(IsOfOneKey), _scenery.IsWhole)
        ?? (_scenery.Case.IsJoint ? JointCheck.Find(_scenery.Case.Shape, _scenery.Case.Labels, _scenery.Keys.Length, Operations) : null)
        ?? FindLag() ?? FindDisagreement() ?? FindHaste() ?? _world.Wrong ?? FindEntries();

    /// <summary>What is different for those that <paramref name="observer"/> may see when the others do nothing.</summary>
    public string? CompareWithout(int observer)
    {
        bool IsVisible(int label) => _scenery.Case.Shape.Flows(label, observer);
        var visible = Enumerable.Range(1, _clients.Count).Where(client => IsVisible(_clients[client - 1].Label)).ToHashSet();
        if (visible.Count == 0 || visible.Count == _clients.Count)
        {
            return null;
        }

        var without = new CaseRun(_scenery, _mistake, _ => 0) { _world = { Crashes = 0, Jumps = 0 } };
        var flows = without.Begin(IsVisible);
        without._isComplete = without._world.Repeat(_world.Steps.Where(step => visible.Contains(step.Client)));
        Finish(flows);
        foreach (var client in visible)
        {
            var (with, alone) = (_clients[client - 1].Trace.ToList(), without._clients[client - 1].Trace.ToList());
            if (!with.SequenceEqual(alone, StringComparer.Ordinal))
            {
                var at = with.Zip(alone).TakeWhile(pair => pair.First == pair.Second).Count();
                return $"client {client}, at {_scenery.Case.Shape.Texts[_clients[client - 1].Label]}: with what {_scenery.Case.Shape.Texts[observer]} may not see: `{with.ElementAtOrDefault(at)}`; without: `{alone.ElementAtOrDefault(at)}`";
            }
        }

        return without._isComplete ? null : $"seen from {_scenery.Case.Shape.Texts[observer]}: other steps without what is hidden";
    }

    public override string ToString() => string.Join('\n', _world.Steps.Select(step => $"  t{(step.Time - World.Start) / World.Unit} c{step.Client}{(step.IsCrash ? " dies" : "")}{(step.Choices.Exists(choice => choice > 0) ? $" fate {string.Join(',', step.Choices)}" : "")}"))
        + "\n" + string.Join('\n', _clients.Select((client, at) => $"  c{at + 1}\n    {string.Join("\n    ", client.Trace)}"));

    // When nothing is on its way any more, what is the newest to one label is the newest to the label that wrote it: whatever that one sees, both see.
    private string? FindLag()
    {
        if (!_scenery.IsFiledOnce || Operations.Any(operation => operation.Outcome == Outcome.Unknown))
        {
            return null;
        }

        foreach (var key in Operations.Where(operation => operation.Client >= FirstReader).GroupBy(operation => operation.Key))
        {
            var last = key.ToDictionary(operation => operation.Label, operation => operation.Old!.Value.Value);
            foreach (var (label, value) in last.Where(each => each.Value != 0))
            {
                var writer = Operations.First(operation => operation.Value == value).Label;
                if (last[writer] != value)
                {
                    return $"in the end {_scenery.Case.Shape.Texts[label]} finds {value}, and {_scenery.Case.Shape.Texts[writer]}, which wrote it, {last[writer]}";
                }
            }
        }

        return null;
    }

    private string? FindDisagreement() =>
        _scenery.Case.Agrees && Operations.Where(operation => operation.Client >= FirstReader).DistinctBy(operation => operation.Old).Skip(1).Any()
            ? $"in the end labels find {string.Join(", ", Operations.Where(operation => operation.Client >= FirstReader).Select(operation => operation.Old))}"
            : null;

    private bool IsSweptInTheEnd => _scenery.Case is { IsIndexed: true, Sweeps: true, Rests: true };

    private string? FindHaste() => !_scenery.Case.Rests && Swept > 0 ? $"{Swept} facets were delivered or taken away that were on their way" : null;

    // Where nothing goes wrong, and behind a sweep, no entry is left of what is gone; that none is missing is asked at every step.
    private string? FindEntries() => (_scenery.Case is { IsIndexed: true, Faults: 0, Crashes: 0 } || IsSweptInTheEnd) && _scenery.EntriesOf(_world.Items).Count() is var due && due != _world.Entries.Count
        ? $"{_world.Entries.Count} entries of {due} facets"
        : null;

    // A refusal of several is about one of them, and not told which.
    private static bool IsOfOneKey(Operation operation) => operation is { Together: null } or { Outcome: not Outcome.Refused };

    private List<Task> Begin(Func<int, bool> takesPart)
    {
        List<Task> flows = [];
        foreach (var (plan, at) in _scenery.Case.Clients.Select((plan, at) => (plan, at)))
        {
            var client = new CaseClientRun(_world, _scenery, plan, at + 1, _mistake);
            _clients.Add(client);
            if (takesPart(plan.Label))
            {
                flows.Add(client.RunAsync());
            }
        }

        return flows;
    }

    // Whatever the shipping code throws that it should not is told; who died is not waited for.
    private static void Finish(List<Task> flows)
    {
        foreach (var flow in flows.Where(flow => flow.IsCompleted))
        {
            flow.GetAwaiter().GetResult();
        }
    }

    private void ReadAll()
    {
        _world.IsFree = true;
        _world.Faults = 0;
        if (IsSweptInTheEnd)
        {
            // Twice: the entries of what it takes away it goes over before.
            _world.Pass(12 * FacetMaker.OnTheWay);
            Finish([new CaseClientRun(_world, _scenery, new CaseClient(_scenery.Case.Labels[0], 0, Deed.Sweep, Deed.Sweep), FirstReader, _mistake).RunAsync()]);
        }

        foreach (var label in _scenery.Case.Labels)
        {
            var reader = new CaseClientRun(_world, _scenery, new CaseClient(label, 0, _scenery.Keys.Length > 1 ? Deed.Get.All : Deed.Get), FirstReader + label, _mistake);
            Finish([reader.RunAsync()]);
        }
    }
}
