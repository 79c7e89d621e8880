using System.Collections.Immutable;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Whether a deployment keeps what the paper asks of its administrator: stores are reachable from functions alone, and every function is guarded.</summary>
internal static class DeploymentVerification
{
    /// <summary>Everything that departs; nothing if all is as it should be.</summary>
    /// <param name="plan">What the policy needs.</param>
    /// <param name="export">What the account has.</param>
    /// <param name="package">The SHA-256 of the checked package, as Lambda writes it.</param>
    /// <param name="administrators">The ARNs of those who may reach the stores besides.</param>
    internal static ImmutableArray<Finding> Run(DeploymentPlan plan, AccountExport export, string package, ImmutableArray<string> administrators)
    {
        var view = new DeployedView(plan, export, package, administrators);
        foreach (var missing in export.Missing())
        {
            view.Unclear("export", missing);
        }

        FunctionChecks.Run(view);
        TriggerChecks.Run(view);
        RouteChecks.Run(view);
        RoleChecks.Run(view);
        TableChecks.Run(view);
        QueueChecks.Run(view);
        KeyChecks.Run(view);
        LogChecks.Run(view);
        ReachChecks.Run(view);
        return view.Findings;
    }
}
