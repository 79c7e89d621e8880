using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>The clearance of an event's function. Before it lets it out of sight of the event's label it says so.</summary>
internal sealed class RisingClearance(Clearance clearance, Action<Label> rise) : Clearance
{
    /// <inheritdoc/>
    public override bool Permits(Label start, Label target)
    {
        if (!clearance.Permits(start, target))
        {
            return false;
        }

        if (!target.FlowsTo(start))
        {
            rise(target);
        }

        return true;
    }
}
