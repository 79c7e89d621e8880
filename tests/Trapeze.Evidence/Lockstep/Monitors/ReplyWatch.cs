using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>The host's side of a reply: what came, and where the activation was then.</summary>
internal sealed class ReplyWatch : IReply
{
    internal Activation? Activation { get; set; }

    /// <summary>The activation's label at each refusal.</summary>
    internal List<Label?> Refusals { get; } = [];

    /// <summary>The activation's label whenever it waited for the reply to have left.</summary>
    internal List<Label?> Waits { get; } = [];

    public void Refuse() => Refusals.Add(Activation?.Label);

    public void WaitUntilSent() => Waits.Add(Activation?.Label);
}
