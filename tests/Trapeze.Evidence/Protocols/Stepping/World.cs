using Trapeze.Evidence.Histories.Recording;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Evidence.Protocols.Stepping;

/// <summary>The physical table in memory, and the clients that go on it one physical step at a time.</summary>
internal sealed class World(Func<int, int> choose)
{
    /// <summary>How long a step takes, in microseconds.</summary>
    public const long Unit = 10;

    public const long Start = 1_000_000;

    private readonly List<Gate> _waiting = [];
    private readonly HashSet<int> _dead = [];
    private readonly List<Step> _steps = [];
    private Queue<int>? _recorded;
    private Step? _step;

    public History History { get; } = new();

    public Dictionary<PhysicalKey, StoredFacet> Items { get; } = [];

    public Dictionary<PhysicalKey, StoredDependent> Entries { get; } = [];

    /// <summary>How many facets were delivered or taken away by who goes through the table.</summary>
    public long Swept { get; set; }

    /// <summary>What is wrong with what is stored, found at a step.</summary>
    public string? Wrong { get; set; }

    public Dictionary<string, string> Notes { get; } = new(StringComparer.Ordinal);

    public long Time { get; private set; } = Start;

    /// <summary>The steps that were taken.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    public int Faults { get; set; }

    public int Crashes { get; set; }

    /// <summary>How often time may pass while nobody does anything, and how much.</summary>
    public int Jumps { get; set; }

    public long JumpLength { get; set; }

    /// <summary>Whose turn it is at first, by client; then it is anyone's.</summary>
    public Queue<int> Course { get; init; } = new();

    /// <summary>Whether all may go on without waiting.</summary>
    public bool IsFree { get; set; }

    public bool IsDead(int client) => _dead.Contains(client);

    /// <summary>Lets time pass.</summary>
    public void Pass(long microseconds) => Time += microseconds;

    /// <summary>Ends when it is the client's turn, and the moment is past.</summary>
    public Task TurnAsync(int client, long moment = 0)
    {
        if (IsFree)
        {
            Time = Math.Max(Time, moment) + Unit;
            return Task.CompletedTask;
        }

        var gate = new Gate(client, moment);
        _waiting.Add(gate);
        return gate.Turn;
    }

    /// <summary>Chance decides, inside a step.</summary>
    public int Choose(int among)
    {
        if (IsFree || among < 2)
        {
            return 0;
        }

        var choice = _recorded is { } recorded ? recorded.Count > 0 ? recorded.Dequeue() : 0 : choose(among);
        _step!.Choices.Add(choice);
        return choice;
    }

    /// <summary>Takes steps until nobody waits.</summary>
    public void Run()
    {
        while (_waiting.Count > 0)
        {
            if (Course.TryDequeue(out var client))
            {
                TakeOneOf(client);
                continue;
            }

            var ready = Enumerable.Range(0, _waiting.Count).Where(at => _waiting[at].Moment < Time).ToList();
            if (ready.Count == 0)
            {
                Time = _waiting.Min(gate => gate.Moment) + 1;
                continue;
            }

            var crashing = Crashes > 0 ? _waiting.Select(gate => gate.Client).Where(client => client > 0).Distinct().ToList() : [];
            var choice = choose(ready.Count + crashing.Count + (Jumps > 0 ? 1 : 0));
            if (choice < ready.Count)
            {
                Take(ready[choice]);
            }
            else if (choice < ready.Count + crashing.Count)
            {
                Crashes--;
                Crash(crashing[choice - ready.Count]);
            }
            else
            {
                Jumps--;
                Time += JumpLength;
            }
        }
    }

    /// <summary>Takes the steps of another run that some clients took, each at its time.</summary>
    /// <returns>Whether every step could be taken.</returns>
    public bool Repeat(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            Time = step.Time - Unit;
            if (step.IsCrash)
            {
                Crash(step.Client);
                continue;
            }

            var gates = Enumerable.Range(0, _waiting.Count).Where(at => _waiting[at].Client == step.Client).ToList();
            if (gates.Count <= step.Which)
            {
                return false;
            }

            _recorded = new Queue<int>(step.Choices);
            Take(gates[step.Which]);
        }

        return _waiting.Count == 0;
    }

    // Whoever has nothing to do lets the next one go on; whoever waits for a moment is waited for.
    private void TakeOneOf(int client)
    {
        var gates = Enumerable.Range(0, _waiting.Count).Where(at => _waiting[at].Client == client).ToList();
        if (gates.Count == 0)
        {
            return;
        }

        var at = gates.Count == 1 ? gates[0] : gates[choose(gates.Count)];
        Time = Math.Max(Time, _waiting[at].Moment + 1);
        Take(at);
    }

    private void Take(int at)
    {
        var gate = _waiting[at];
        Time += Unit;
        _step = new Step(gate.Client, _waiting.Take(at).Count(other => other.Client == gate.Client), Time);
        _steps.Add(_step);
        _waiting.RemoveAt(at);
        gate.Open();
    }

    private void Crash(int client)
    {
        Time += Unit;
        _steps.Add(new Step(client, -1, Time));
        _dead.Add(client);
        _waiting.RemoveAll(gate => gate.Client == client);
    }
}
