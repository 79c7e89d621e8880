using System.Collections.Concurrent;
using System.Collections.Immutable;
using Trapeze.Core.Labels;
using Trapeze.Evidence.BlackBox.Programs;
using Trapeze.Policy;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What one application knows of one pair: the programs by their numbers, and what the harness waits for and counts.</summary>
/// <remarks>It is the harness's, not the functions': nothing of it is in any reply.</remarks>
internal sealed class PairBook(int id, int slot, string observer)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Instruction>> _programs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _events = new(StringComparer.Ordinal);
    private readonly long[] _done = new long[Enum.GetValues<Op>().Length];
    private readonly ConcurrentQueue<string> _expected = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<string, bool> _published = new(StringComparer.Ordinal);
    private Label? _observer;
    private long _hiddenSteps;

    internal int Id { get; } = id;

    /// <summary>What nothing else is called, in no other run.</summary>
    internal string Run { get; } = Guid.NewGuid().ToString("n");

    internal string FlatTable { get; } = HostilePolicy.Flat(slot);

    internal string RowsTable { get; } = HostilePolicy.Rows(slot);

    internal ConcurrentDictionary<string, Visit> Visits { get; } = new(StringComparer.Ordinal);

    internal ConcurrentDictionary<string, TaskCompletionSource> Entered { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether visible requests are under way: only then do hidden steps count as concurrent.</summary>
    internal bool IsWatched { get; set; }

    internal long HiddenSteps => Interlocked.Read(ref _hiddenSteps);

    internal IReadOnlyList<long> Done => _done;

    internal bool Sees(FlowPolicy policy, Label label) => label.FlowsTo(_observer ??= policy.Order.Parse(observer));

    internal string Keep(string name, ImmutableArray<Instruction> program)
    {
        _programs[name] = program;
        return name;
    }

    internal ImmutableArray<Instruction> Program(string name) => _programs.TryGetValue(name, out var program) ? program : [];

    /// <summary>What completes when the visible part of the event <paramref name="name"/> has been done.</summary>
    internal TaskCompletionSource Event(string name) =>
        _events.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>An event that comes of a hidden part, and is visible.</summary>
    internal void Expect(string name) => _expected.Enqueue(name);

    internal IReadOnlyList<Task> Expected => [.. _expected.Select(name => Event(name).Task)];

    /// <summary>What is wrong whatever the other run shows.</summary>
    internal void Complain(string what) => _complaints.Enqueue(what);

    internal IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>Whether nobody in sight published this before: the next is a duplicate and starts nothing.</summary>
    internal bool IsFirst(string name) => _published.TryAdd(name, true);

    internal void Count(Op op, bool isHidden)
    {
        Interlocked.Increment(ref _done[(int)op]);
        if (isHidden && IsWatched)
        {
            Interlocked.Increment(ref _hiddenSteps);
        }
    }
}
