using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>The HTTP API has the policy's routes, each to its function, and no other way to one.</summary>
internal static class RouteChecks
{
    internal static void Run(DeployedView view)
    {
        if (view.Apis.Length != (view.Plan.HasRoutes ? 1 : 0))
        {
            view.Find($"API {view.Names.Api}", $"there are {view.Apis.Length} of that name", view.Plan.HasRoutes ? "deploy the template, and delete what else has the name" : "delete it: the policy has no routes");
        }

        foreach (var api in view.Export.List("apigatewayv2 get-apis", "Items").Select(api => AccountExport.Text(api["ApiId"])))
        {
            if (view.Apis is [var ours, ..] && api == ours)
            {
                Check(view, api);
            }
            else
            {
                CheckStranger(view, api);
            }
        }
    }

    private static void Check(DeployedView view, string api)
    {
        var expected = view.Plan.Functions.SelectMany(function => function.Routes, (function, route) => (route.Key, Function: function)).ToDictionary(pair => pair.Key, pair => pair.Function, StringComparer.Ordinal);
        foreach (var route in view.Export.List("apigatewayv2 get-routes", api, "Items"))
        {
            var key = AccountExport.Text(route["RouteKey"]);
            var called = CalledBy(view, api, route);
            if (!expected.Remove(key, out var function))
            {
                view.Find($"route {key}", $"leads to {called}, and the policy does not name it", "delete it");
            }
            else if (called != view.Here(Arns.Function(view.Names.Function(function.Name))))
            {
                view.Find($"route {key}", $"leads to {(called.Length > 0 ? called : "nothing that the export shows")}", $"lead it to {view.Names.Function(function.Name)}");
            }
        }

        foreach (var key in expected.Keys)
        {
            view.Find($"route {key}", "it is not there", "deploy the template");
        }

        foreach (var integration in view.Export.List("apigatewayv2 get-integrations", api, "Items").Where(integration => AccountExport.Text(integration["CredentialsArn"]).Length > 0))
        {
            view.Find($"API {view.Names.Api}", $"calls {AccountExport.Text(integration["IntegrationUri"])} as {AccountExport.Text(integration["CredentialsArn"])}", "remove the credentials: the functions' permissions name the routes");
        }

        foreach (var stage in view.Export.List("apigatewayv2 get-stages", api, "Items").Where(stage => stage["AccessLogSettings"] is JsonObject { Count: > 0 }))
        {
            view.Find($"API {view.Names.Api}", $"logs everybody's requests in {AccountExport.Text(stage["AccessLogSettings"]?["DestinationArn"])}, at no label", "remove the access log: the audit log has every request");
        }
    }

    private static void CheckStranger(DeployedView view, string api)
    {
        var ours = view.Plan.Functions.Select(function => view.Here(Arns.Function(view.Names.Function(function.Name)))).ToHashSet(StringComparer.Ordinal);
        foreach (var integration in view.Export.List("apigatewayv2 get-integrations", api, "Items").Where(integration => ours.Any(arn => AccountExport.Text(integration["IntegrationUri"]).Contains(arn, StringComparison.Ordinal))))
        {
            view.Find($"API {api}", $"leads to {AccountExport.Text(integration["IntegrationUri"])}", $"delete the integration: the function's routes are those of {view.Names.Api}");
        }
    }

    private static string CalledBy(DeployedView view, string api, JsonObject route)
    {
        var target = AccountExport.Text(route["Target"]).Split('/') is ["integrations", var id] ? id : "";
        return AccountExport.Text(view.Export.List("apigatewayv2 get-integrations", api, "Items").FirstOrDefault(each => AccountExport.Text(each["IntegrationId"]) == target)?["IntegrationUri"]);
    }
}
