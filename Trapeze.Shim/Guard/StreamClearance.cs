using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Guard;

/// <summary>The clearance of a function whose reply goes out piece by piece: what has gone out cannot be refused, so it never rises above its reply.</summary>
internal sealed class StreamClearance(Clearance clearance, Label reply) : Clearance
{
    public override bool Permits(Label start, Label target) => target.FlowsTo(reply) && clearance.Permits(start, target);
}
