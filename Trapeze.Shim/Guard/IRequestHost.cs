using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Shim.Authentication;

namespace Trapeze.Shim.Guard;

/// <summary>A host that keeps its process from one request to the next, and so has to know what each one leaves in it.</summary>
/// <remarks>A feature of the server's context, which no function can reach. semantics §2, "Warm instances".</remarks>
internal interface IRequestHost
{
    /// <summary>Ends when the reply has left this process. Never in a process that is given up: the label stays below.</summary>
    Task ReplySent { get; }

    /// <summary>Whether this host may serve the caller at all.</summary>
    bool Serves(Caller caller);

    /// <summary>Ends in a process that may serve an activation of this label: this one, or one that takes over and never returns here.</summary>
    ValueTask EnterAsync(Label start);

    /// <summary>An activation begins in this process.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="rest">Ends when no code of it runs any more.</param>
    /// <param name="stop">Asks it to stop.</param>
    void Begin(Activation activation, Task rest, Action stop);
}
