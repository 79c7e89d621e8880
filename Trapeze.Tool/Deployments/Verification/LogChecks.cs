using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Access;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Nothing leads out of the log groups: what is in them is above every label.</summary>
internal static class LogChecks
{
    internal static void Run(DeployedView view)
    {
        var planned = view.Plan.Functions.Select(function => view.Names.LogGroup(function.Name)).ToList();
        var there = view.Export.List("logs describe-log-groups", "logGroups").ToDictionary(group => AccountExport.Text(group["logGroupName"]), StringComparer.Ordinal);
        foreach (var name in planned)
        {
            if (!there.TryGetValue(name, out var group))
            {
                view.Find($"log group {name}", "it is not there", "deploy the template");
                continue;
            }

            if (group["retentionInDays"] is not JsonValue)
            {
                view.Find($"log group {name}", "keeps its lines for ever", "set a retention, as the template does");
            }

            foreach (var filter in view.Export.List("logs describe-subscription-filters", name, "subscriptionFilters"))
            {
                view.Find($"log group {name}", $"sends its lines to {AccountExport.Text(filter["destinationArn"])}", "delete the subscription filter: nobody reads these lines but administrators");
            }
        }

        foreach (var filter in view.Export.List("logs describe-metric-filters", "metricFilters").Where(filter => planned.Contains(AccountExport.Text(filter["logGroupName"]), StringComparer.Ordinal)))
        {
            view.Find($"log group {AccountExport.Text(filter["logGroupName"])}", $"is counted by the metric filter {AccountExport.Text(filter["filterName"])}, whose metric has no label", "delete the metric filter");
        }

        foreach (var policy in view.Export.List("logs describe-account-policies", "accountPolicies"))
        {
            view.Find($"account policy {AccountExport.Text(policy["policyName"])}", "sends the lines of the account's log groups somewhere", "delete it, or leave the deployment's groups to an account of their own");
        }

        foreach (var policy in view.Export.List("logs describe-resource-policies", "resourcePolicies"))
        {
            CheckPolicy(view, policy, planned);
        }
    }

    private static void CheckPolicy(DeployedView view, JsonObject policy, List<string> groups)
    {
        var name = $"log policy {AccountExport.Text(policy["policyName"])}";
        foreach (var statement in AccessPolicy.Read(policy["policyDocument"], name, what => view.Unclear(name, what)).Where(statement => statement.Allows))
        {
            var reached = groups.Where(group => statement.MayBeAbout(view.Here(Arns.LogStreams(group)))).ToList();
            var actions = statement.ActionsOf("logs").Where(action => !GuardedPlaces.HarmlessOnLogs.Any(harmless => AccessPattern.Covers(harmless, action))).ToList();
            if (reached.Count > 0 && actions.Count > 0)
            {
                view.Find(name, $"lets {string.Join(", ", statement.Principals?.Names ?? [])} {string.Join(", ", actions)} on {Several.Of(reached)}", "name the log groups that it is for");
            }
        }
    }
}
