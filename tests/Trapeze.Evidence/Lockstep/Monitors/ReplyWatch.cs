using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>The host's side of a reply: what came, and where the activation was then.</summary>
internal sealed class ReplyWatch : IReply
{
    internal Activation? Activation { get; set; }

    /// <summary>The activation's label at each refusal.</summary>
    internal List<Label?> Refusals { get; } = [];

    public void Refuse() => Refusals.Add(Activation?.Label);
}
