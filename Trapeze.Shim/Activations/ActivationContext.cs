using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Telemetry;

namespace Trapeze.Shim.Activations;

/// <summary>What a DI scope belongs to: one activation and the policy that it started under.</summary>
/// <remarks>Scoped. Set once, by whoever makes the scope, before function code can ask for anything; a scope without it gives nothing.</remarks>
internal sealed class ActivationContext : IRunning
{
    private Activation? _activation;
    private FlowPolicy? _policy;
    private Func<CancellationToken>? _stopping;

    internal Activation Activation => _activation ?? throw Outside();

    internal FlowPolicy Policy => _policy ?? throw Outside();

    Activation? IRunning.Activation => _activation;

    FlowPolicy? IRunning.Policy => _policy;

    /// <summary>The id of the event record that the activation is an attempt at, the same at each; <see langword="null"/> for a request.</summary>
    internal string? Record { get; private set; }

    /// <summary>Asks the activation to stop.</summary>
    internal CancellationToken Stopping => _stopping?.Invoke() ?? CancellationToken.None;

    internal void Set(Activation activation, FlowPolicy policy, string? record, Func<CancellationToken>? stopping)
    {
        if (_activation is not null)
        {
            throw new InvalidOperationException("the scope belongs to another activation");
        }

        _policy = policy;
        Record = record;
        _stopping = stopping;
        _activation = activation;
    }

    private static InvalidOperationException Outside() => new("there is no activation here: this service belongs to a function that runs under the policy");
}
