using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>The HTTP API: the policy's routes, each to its function, and no other.</summary>
internal static class ApiResources
{
    internal static void Add(JsonObject resources, DeploymentPlan plan)
    {
        if (!plan.HasRoutes)
        {
            return;
        }

        resources[LogicalIds.Api] = new JsonObject
        {
            ["Type"] = "AWS::ApiGatewayV2::Api",
            ["Properties"] = new JsonObject { ["Name"] = Intrinsic.Text(DeploymentNames.InTemplate.Api), ["ProtocolType"] = "HTTP" },
        };

        // No access log: it would have everybody's paths in it, at no label.
        resources["Stage"] = new JsonObject
        {
            ["Type"] = "AWS::ApiGatewayV2::Stage",
            ["Properties"] = new JsonObject
            {
                ["ApiId"] = Intrinsic.Ref(LogicalIds.Api),
                ["StageName"] = "$default",
                ["AutoDeploy"] = true,
                ["DefaultRouteSettings"] = new JsonObject
                {
                    ["ThrottlingRateLimit"] = Intrinsic.Ref(ParameterSection.Rate),
                    ["ThrottlingBurstLimit"] = Intrinsic.Ref(ParameterSection.Burst),
                },
            },
        };
        foreach (var function in plan.Functions.Where(function => !function.Routes.IsEmpty))
        {
            Add(resources, function);
        }
    }

    private static void Add(JsonObject resources, PlannedFunction function)
    {
        resources[LogicalIds.Integration(function)] = new JsonObject
        {
            ["Type"] = "AWS::ApiGatewayV2::Integration",
            ["Properties"] = new JsonObject
            {
                ["ApiId"] = Intrinsic.Ref(LogicalIds.Api),
                ["IntegrationType"] = "AWS_PROXY",
                ["IntegrationUri"] = Intrinsic.Arn(LogicalIds.Function(function)),
                ["PayloadFormatVersion"] = "2.0",
            },
        };
        foreach (var route in function.Routes)
        {
            resources[$"Route{route.Id}"] = new JsonObject
            {
                ["Type"] = "AWS::ApiGatewayV2::Route",
                ["Properties"] = new JsonObject
                {
                    ["ApiId"] = Intrinsic.Ref(LogicalIds.Api),
                    ["RouteKey"] = route.Key,
                    ["AuthorizationType"] = "NONE",
                    ["Target"] = Intrinsic.Text($"integrations/${{{LogicalIds.Integration(function)}}}"),
                },
            };
            resources[$"Permission{route.Id}"] = new JsonObject
            {
                ["Type"] = "AWS::Lambda::Permission",
                ["Properties"] = new JsonObject
                {
                    ["FunctionName"] = Intrinsic.Ref(LogicalIds.Function(function)),
                    ["Action"] = "lambda:InvokeFunction",
                    ["Principal"] = "apigateway.amazonaws.com",
                    ["SourceArn"] = Intrinsic.Text(CalledUnder("${Api}", route)),
                },
            };
        }
    }

    /// <summary>The ARN that a route's requests call a function under.</summary>
    internal static string CalledUnder(string api, PlannedRoute route) => Arns.Of("execute-api", $"{api}/*/{route.Called}");
}
