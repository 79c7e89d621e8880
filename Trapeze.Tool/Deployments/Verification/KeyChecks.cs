using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>The secret of the envelopes' keys stays where it is.</summary>
internal static class KeyChecks
{
    internal static void Run(DeployedView view)
    {
        if (!view.Plan.HasEvents)
        {
            return;
        }

        var resource = $"secret {view.Names.Keys}";
        if (view.Export["secretsmanager describe-secret"] is not { } secret || AccountExport.Text(secret["Name"]) != view.Names.Keys)
        {
            view.Find(resource, "it is not there", "deploy the template");
            return;
        }

        if (AccountExport.Text(secret["RotationLambdaARN"]) is { Length: > 0 } rotation)
        {
            view.Find(resource, $"is rotated by {rotation}, which reads it and is no function of the policy", "switch the rotation off: docs/deployment.md says how keys are changed");
        }

        if (secret["ReplicationStatus"] is JsonArray { Count: > 0 })
        {
            view.Find(resource, "has replicas in other regions, which have policies of their own", "remove the replicas");
        }
    }
}
