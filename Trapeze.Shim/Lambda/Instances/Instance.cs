using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Lambda.Instances;

/// <summary>What this process may hold of those that it has served: statics, files, connections.</summary>
/// <remarks>
/// semantics §2, "Warm instances". Invariant: at or above the labels of all activations that have run here; an activation that still
/// runs counts with the label that it has at the moment of asking, and one that may rise has nobody beside it. Thread-safe.
/// </remarks>
internal sealed class Instance : IRunHost
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Activation, (bool MayRise, Task Left)> _running = [];
    private Label? _left;

    /// <summary>Ends when no code of those that run now runs any more.</summary>
    internal Task Rest
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_running.Values.Select(each => each.Left));
            }
        }
    }

    /// <inheritdoc/>
    public bool Admits(Label start, bool mayRise)
    {
        lock (_lock)
        {
            return (_left is null || Flows(_left, start))
                && _running.All(each => !mayRise && !each.Value.MayRise && Flows(each.Key.Label, start));
        }
    }

    /// <inheritdoc/>
    public void Begin(Activation activation, bool mayRise, Task left)
    {
        lock (_lock)
        {
            _running.Add(activation, (mayRise, left));
        }

        _ = EndAsync(activation, left);
    }

    // What it left stays.
    private async Task EndAsync(Activation activation, Task left)
    {
        await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
