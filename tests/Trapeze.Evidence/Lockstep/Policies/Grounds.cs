using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>A policy as the machine has it, for one step: what the acting activation's start binds, and what its instruction speaks of.</summary>
internal static class Grounds
{
    internal static Model.Policy Policy(
        World world, int function, Model.Instruction instruction, Model.Label? clearance = null, Model.Channel? channel = null, Model.Declassifier? declassifier = null)
    {
        var functions = new Model.Function[world.Draft.Functions.Length];
        Array.Fill(functions, new Model.Function([], null));
        if (function < functions.Length)
        {
            functions[function] = new Model.Function([instruction], clearance);
        }

        return new Model.Policy(world.Order, [.. functions], channel is null ? [] : [channel], declassifier is null ? [] : [declassifier]);
    }

    /// <summary>How far an activation may rise. A list of bounds permits what one of them does: the machine is given that one.</summary>
    internal static Model.Label? Clearance(World world, int function, Model.Label start, Model.Label target)
    {
        var bounds = world.BoundsOf(function, start);
        foreach (var bound in bounds)
        {
            if (target.FlowsTo(bound))
            {
                return bound;
            }
        }

        return bounds.Count > 0 ? bounds[0] : null;
    }
}
