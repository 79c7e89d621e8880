using Trapeze.Core.Activations;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>One activation, twice.</summary>
/// <param name="Index">Where the machine has it.</param>
/// <param name="Function">Which function of the policy it runs.</param>
/// <param name="Start">Where it started.</param>
/// <param name="Shipping">The shipping monitor's.</param>
/// <param name="Reply">The host's side of its reply, if there is one.</param>
internal sealed record Actor(int Index, int Function, Model.Label Start, Activation Shipping, ReplyWatch? Reply)
{
    /// <summary>Whether the function has ended.</summary>
    internal bool Ended { get; set; }
}
