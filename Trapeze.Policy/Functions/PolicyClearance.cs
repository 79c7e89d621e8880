using System.Collections.Immutable;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Functions;

/// <summary>What <c>raises:</c> says. One object a function: the parameters are bound when a raise asks, by the start label alone.</summary>
internal sealed class PolicyClearance(ImmutableArray<LabelPattern> patterns) : Clearance
{
    public override bool Permits(Label start, Label target)
    {
        if (target.Equals(start))
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (pattern.Covers(start, target))
            {
                return true;
            }
        }

        return false;
    }
}
