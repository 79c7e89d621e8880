using Trapeze.Core.Activations;
using Trapeze.Policy;

namespace Trapeze.Shim.Telemetry;

/// <summary>Something that belongs to one activation; to none before that has started.</summary>
internal interface IRunning
{
    /// <summary>The activation.</summary>
    Activation? Activation { get; }

    /// <summary>The policy that it started under.</summary>
    FlowPolicy? Policy { get; }
}
