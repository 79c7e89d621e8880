using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>A process that may not run everything beside, or after, what it has run.</summary>
/// <remarks>semantics §2, "Warm instances".</remarks>
internal interface IRunHost
{
    /// <summary>Whether an activation may start in this process now.</summary>
    /// <param name="start">The label that it starts at.</param>
    /// <param name="mayRise">Whether it may rise: what runs beside it could then see what it does up there.</param>
    bool Admits(Label start, bool mayRise);

    /// <summary>An activation begins in this process.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="mayRise">Whether it may rise.</param>
    /// <param name="left">Ends when no code of it runs any more.</param>
    void Begin(Activation activation, bool mayRise, Task left);
}
