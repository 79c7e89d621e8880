using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Access;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>A function's role may do what the policy needs, and nothing that would lead round the guard; nobody but Lambda takes it on.</summary>
internal static class RoleChecks
{
    internal static void Run(DeployedView view)
    {
        foreach (var function in view.Plan.Functions.Where(function => view.Roles[function.Name].Length > 0))
        {
            if (view.Identities.FirstOrDefault(identity => identity.Arn == view.Roles[function.Name]) is { } role)
            {
                CheckGrants(view, function, role);
                CheckTrust(view, role);
            }
            else
            {
                view.Unclear($"role {view.Roles[function.Name]}", $"the export does not have it, and {view.Names.Function(function.Name)} runs as it");
            }
        }
    }

    private static void CheckGrants(DeployedView view, PlannedFunction function, AccessIdentity role)
    {
        var granted = GrantList.Of(view.Plan, function).SelectMany(grant => grant.Actions.SelectMany(action => grant.Resources.Select(resource => (Action: action.Name, Resource: view.Here(resource))))).ToHashSet();
        foreach (var statement in role.Statements.Where(statement => statement.Allows))
        {
            if (statement.LeavesOutActions || statement.LeavesOutResources)
            {
                view.Find($"role {role.Name}", $"may everything but something ({statement.Policy})", "name the actions and the resources, as the template does");
                continue;
            }

            var beyond = from action in statement.Actions from resource in statement.Resources where !IsGranted(granted, action, resource) select (action, resource);
            foreach (var more in beyond.GroupBy(each => each.action, each => each.resource, StringComparer.OrdinalIgnoreCase))
            {
                view.Find($"role {role.Name}", $"may {more.Key} on {string.Join(", ", more)} ({statement.Policy}), which is a way round the policy for {view.Names.Function(function.Name)}", "take it out: the template has all that the policy needs");
            }
        }
    }

    private static bool IsGranted(HashSet<(string Action, string Resource)> granted, string action, string resource) =>
        !AccessPattern.HasWildcard(action) && granted.Any(each => each.Action.Equals(action, StringComparison.OrdinalIgnoreCase) && AccessPattern.Covers(each.Resource, resource));

    private static void CheckTrust(DeployedView view, AccessIdentity role)
    {
        var detail = view.Export.List("iam get-account-authorization-details", "RoleDetailList").First(each => AccountExport.Text(each["Arn"]) == role.Arn);
        var statements = AccessPolicy.Read(detail["AssumeRolePolicyDocument"], $"the trust of role {role.Name}", what => view.Unclear($"role {role.Name}", what));
        foreach (var statement in statements.Where(statement => statement.Allows && statement.Principals is not { LeavesOut: false, Names: ["lambda.amazonaws.com"] }))
        {
            view.Find($"role {role.Name}", $"may be taken on by {string.Join(", ", statement.Principals?.Names ?? ["nobody knows whom"])}, who then reaches the stores without a guard", "let nobody take it on but lambda.amazonaws.com");
        }

        if (detail["InstanceProfileList"] is JsonArray { Count: > 0 })
        {
            view.Find($"role {role.Name}", "is in an instance profile: a machine may have it", "delete the instance profile");
        }
    }
}
