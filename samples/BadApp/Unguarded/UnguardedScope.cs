using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace BadApp.Unguarded;

/// <summary>What a scope runs as. The label may rise anywhere and holds nothing back.</summary>
internal sealed class UnguardedScope(ReferenceMonitor monitor)
{
    private Activation? _activation;

    public Activation Activation => _activation ?? throw new InvalidOperationException("nothing runs here");

    public void Start(Label label) =>
        _activation = monitor.Start(new ActivationStart { Function = "unguarded", Label = label, Clearance = Clearance.Everything });
}
