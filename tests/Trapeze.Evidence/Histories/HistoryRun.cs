using Trapeze.Core.Labels;
using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Checking;
using Trapeze.Evidence.Histories.Clients;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;
using Trapeze.Evidence.Histories.Scheduling;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Histories;

/// <summary>One history: its clients run, then everything is read once more, and all of it is checked.</summary>
/// <param name="lane">Where.</param>
/// <param name="plan">What.</param>
/// <param name="name">Its own: keys and parameters of labels are made of it.</param>
internal sealed class HistoryRun(HistoryLane lane, HistoryPlan plan, string name)
{
    private readonly Lock _lock = new();
    private readonly List<string> _complaints = [];
    private readonly Dictionary<(int Key, int Token), bool> _additions = [];
    private readonly List<HistoryClient> _clients = [];
    private readonly Dictionary<int, Label> _labels = plan.Labels.ToDictionary(label => label, label => lane.Shape.Label(lane.Order, label, name));

    public HistoryLane Lane => lane;

    public Requests Requests { get; } = new(name);

    public History History { get; } = new();

    public List<Fault> Faults { get; } = [];

    public List<WireFault> WireFaults { get; } = [];

    /// <summary>What the clients were told that the observer may see.</summary>
    public IEnumerable<string> Observed => _clients.Where(client => plan.Sees(lane.Shape, client.Plan)).SelectMany(client => client.Transcript);

    /// <summary>How many additions were to be done once.</summary>
    public int Additions => _additions.Count;

    public Label Label(int label) => _labels[label];

    /// <summary>The key that clients at a label add to once: nobody else writes it.</summary>
    public int CounterOf(int label) => 10 + label;

    /// <summary>Something is not as it should be.</summary>
    public void Complain(string text)
    {
        lock (_lock)
        {
            _complaints.Add(text);
        }
    }

    /// <summary>Whether a fault of this kind was put in.</summary>
    public bool HasMet(Fault fault)
    {
        lock (_lock)
        {
            return Faults.Contains(fault);
        }
    }

    public void Begin(int key, int token)
    {
        lock (_lock)
        {
            _additions[(key, token)] = false;
        }
    }

    public void Acknowledge(int key, int token)
    {
        lock (_lock)
        {
            _additions[(key, token)] = true;
        }
    }

    /// <summary>Runs the clients that <paramref name="takesPart"/>.</summary>
    /// <returns>What was wrong; <see langword="null"/> if nothing was.</returns>
    public async Task<string?> RunAsync(ISchedule schedule, Func<ClientPlan, bool> takesPart)
    {
        lane.Begin(History, plan.Processes);
        foreach (var client in plan.Clients.Where(takesPart))
        {
            var flow = new Flow(client.Index, schedule, new Dice(client.FaultSeed), plan.Sees(lane.Shape, client), Note, Note);
            _clients.Add(new HistoryClient(this, client, flow));
        }

        await schedule.RunAsync(_clients.Select(client => (Func<Task>)client.RunAsync));
        if (plan.EndsInCrash)
        {
            lane.CrashAll();
        }

        await ReadAllAsync(new FreeRun());
        lane.Bury();
        return _complaints.Count > 0 ? string.Join('\n', _complaints)
            : HistoryCheck.Find(lane.Shape, plan.Labels, History.Operations, labels => lane.Backend.IsWhole(lane.Shape, labels));
    }

    // By clients whose steps do not fail.
    private async Task ReadAllAsync(FreeRun schedule)
    {
        foreach (var label in plan.Labels)
        {
            var flow = new Flow(100 + label, schedule, faults: null, mayCrash: false, Note, Note);
            var program = Enumerable.Range(0, Act.Keys).Select(key => new Act(ActKind.Get, key, key, TestKind.None, 0, Forward: true, AsksMore: false));
            var reader = new HistoryClient(this, new ClientPlan(100 + label, label, 0, [.. program], 0), flow);
            await reader.RunAsync();
            _clients.Add(reader);
            await CountAsync(label);
        }
    }

    // What was acknowledged is there, once; what was begun may be.
    private async Task CountAsync(int label)
    {
        var key = CounterOf(label);
        var item = (await lane.Process(0).ClientAt(Label(label)).GetItemAsync(Requests.Get(key, asksCapacity: false))).Item;
        var done = item?.GetValueOrDefault("done")?.SS ?? [];
        var begun = _additions.Where(addition => addition.Key.Key == key).ToDictionary(addition => Requests.Token(addition.Key.Token), addition => addition.Value);
        if (Requests.ItemOf(item).Times != done.Count || !done.TrueForAll(begun.ContainsKey) || begun.Any(addition => addition.Value && !done.Contains(addition.Key)))
        {
            Complain($"counter at {lane.Shape.Texts[label]}: {Requests.ItemOf(item)}, done {string.Join(',', done)}; begun {string.Join(',', begun)}");
        }
    }

    private void Note(Fault fault)
    {
        lock (_lock)
        {
            Faults.Add(fault);
        }
    }

    private void Note(WireFault fault)
    {
        lock (_lock)
        {
            WireFaults.Add(fault);
        }
    }
}
