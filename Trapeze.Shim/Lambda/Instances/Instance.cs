using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Lambda.Instances;

/// <summary>What this process may hold of those that it has served: statics, files, connections.</summary>
/// <remarks>
/// semantics §2, "Warm instances". Invariant: at or above the labels of all activations that have run here; an activation that still
/// runs counts with the label that it has at the moment of asking. Thread-safe.
/// </remarks>
internal sealed class Instance
{
    private readonly Lock _lock = new();
    private readonly List<Activation> _running = [];
    private Label? _left;

    /// <summary>Whether an activation may start here: whatever this process holds, it may see.</summary>
    internal bool Admits(Label start)
    {
        lock (_lock)
        {
            return (_left is null || Flows(_left, start)) && _running.TrueForAll(activation => Flows(activation.Label, start));
        }
    }

    internal void Begin(Activation activation)
    {
        lock (_lock)
        {
            _running.Add(activation);
        }
    }

    /// <summary>No code of the activation runs any more; what it left stays.</summary>
    internal void End(Activation activation)
    {
        lock (_lock)
        {
            _running.Remove(activation);
            _left = _left is null ? activation.Label
                : ReferenceEquals(_left.Order, activation.Label.Order) ? _left.Join(activation.Label)
                : activation.Label.Order.Top;
        }
    }

    // Under another order nobody can say.
    private static bool Flows(Label from, Label to) => ReferenceEquals(from.Order, to.Order) && from.FlowsTo(to);
}
