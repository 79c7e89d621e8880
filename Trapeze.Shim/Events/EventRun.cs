using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>One attempt at a record: an activation from its start to its end, as its host may know it.</summary>
/// <remarks>Invariant: each of the three tasks ends once, in this order, and none of them by an exception.</remarks>
internal sealed class EventRun
{
    private readonly TaskCompletionSource<EventOutcome> _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<EventOutcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Label>? _onRise;
    private string _label;

    internal EventRun(string label, Action<Label>? onRise)
    {
        _label = label;
        _onRise = onRise;
    }

    /// <summary>What is known of it at the record's label: its end, or that it rose out of sight.</summary>
    internal Task<EventOutcome> Decided => _decided.Task;

    /// <summary>What became of it. To be told at <see cref="Label"/> and above.</summary>
    internal Task<EventOutcome> Ended => _ended.Task;

    /// <summary>Ends when no code of the function runs any more, which for one that hangs may be never.</summary>
    internal Task Left => _left.Task;

    /// <summary>The canonical text of the record's label, or of the one that its function has risen to.</summary>
    internal string Label => Volatile.Read(ref _label);

    /// <summary>Takes note of a raise out of sight, before it happens.</summary>
    internal void Rise(Label to)
    {
        Volatile.Write(ref _label, to.ToString());
        _onRise?.Invoke(to);
        _decided.TrySetResult(EventOutcome.Risen);
    }

    internal void End(EventOutcome outcome)
    {
        _decided.TrySetResult(outcome);
        _ended.TrySetResult(outcome);
    }

    internal void Leave() => _left.TrySetResult();
}
