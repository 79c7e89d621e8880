using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Access;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;
using Trapeze.Tool.Deployments.Templates;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>Nothing starts a function but what the policy says.</summary>
internal static class TriggerChecks
{
    private static readonly string[] Asked = ["lambda get-policy", "lambda list-function-url-configs", "lambda list-versions-by-function", "lambda list-aliases", "lambda list-function-event-invoke-configs"];

    internal static void Run(DeployedView view)
    {
        foreach (var function in view.Plan.Functions)
        {
            var name = view.Names.Function(function.Name);
            foreach (var url in view.Export.List("lambda list-function-url-configs", name, "FunctionUrlConfigs"))
            {
                view.Find($"function {name}", $"has a URL of its own, {AccountExport.Text(url["FunctionUrl"])}", "delete it: the policy's routes lead through the HTTP API");
            }

            CheckPermissions(view, function, name);
            CheckInvocations(view, function, name);
            foreach (var command in Asked.Where(command => view.ConfigurationOf(function) is not null && !view.Export.HasAsked(command, name)))
            {
                view.Unclear($"function {name}", $"the export has no `aws {command}` of it");
            }
        }

        MappingChecks.Run(view);
    }

    private static void CheckPermissions(DeployedView view, PlannedFunction function, string name)
    {
        var expected = Expected(view, function).ToList();
        var document = view.Export.Of("lambda get-policy", name)?["Policy"];
        foreach (var statement in (document is null ? [] : AccessPolicy.Read(document, $"the policy of function {name}", what => view.Unclear($"function {name}", what))).Where(statement => statement.Allows))
        {
            var source = SourceOf(statement);
            if (statement.Principals is not { LeavesOut: false, Names: [var caller] })
            {
                view.Find($"function {name}", $"may be called by {string.Join(", ", statement.Principals?.Names ?? [])}", "take the permission away: only the policy's routes and sources start it");
            }
            else if (source is null)
            {
                view.Find($"function {name}", $"may be called by {caller} in whoever's name: the permission has no SourceArn", "name the API's route, or the source, as the template does");
            }
            else if (!expected.Remove((caller, source)))
            {
                view.Find($"function {name}", $"may be called by {caller} from {source}, which the policy does not start it by", "take the permission away");
            }
        }

        foreach (var (caller, source) in expected.Where(_ => view.ConfigurationOf(function) is not null))
        {
            view.Find($"function {name}", $"may not be called by {caller} from {source}", "deploy the template");
        }
    }

    private static IEnumerable<(string Caller, string Source)> Expected(DeployedView view, PlannedFunction function)
    {
        foreach (var route in function.Routes)
        {
            foreach (var api in view.Apis.Take(1))
            {
                yield return ("apigateway.amazonaws.com", view.Here(ApiResources.CalledUnder(api, route)));
            }
        }

        foreach (var source in function.Sources.Where(source => source.Caller is not null))
        {
            yield return (source.Caller!, view.Here(source.CallsAs(function.Name)));
        }
    }

    private static string? SourceOf(AccessStatement statement)
    {
        foreach (var (operation, keys) in statement.Condition ?? [])
        {
            foreach (var (key, value) in keys as JsonObject ?? [])
            {
                if (key.Equals("AWS:SourceArn", StringComparison.OrdinalIgnoreCase) && operation is "ArnLike" or "ArnEquals" or "StringEquals" && value is JsonValue)
                {
                    return AccountExport.Text(value);
                }
            }
        }

        return null;
    }

    private static void CheckInvocations(DeployedView view, PlannedFunction function, string name)
    {
        var aside = view.Here(Arns.Queue(DeploymentNames.InTemplate.Aside(function.Name)));
        foreach (var config in view.Export.List("lambda list-function-event-invoke-configs", name, "FunctionEventInvokeConfigs"))
        {
            foreach (var (when, target) in config["DestinationConfig"] as JsonObject ?? [])
            {
                if (AccountExport.Text(target?["Destination"]) is { Length: > 0 } destination && (when is not "OnFailure" || destination != aside))
                {
                    view.Find($"function {name}", $"sends what it was started with, or its reply, to {destination}", "remove the destination: what leaves a function goes by the policy's channels");
                }
            }
        }
    }
}
