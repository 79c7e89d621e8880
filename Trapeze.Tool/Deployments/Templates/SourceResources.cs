using System.Text.Json.Nodes;
using Trapeze.Policy.Sources;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>What leads a source of the policy to a function; the queue, stream, topic or bucket itself is there already, with its own owner.</summary>
internal static class SourceResources
{
    internal static void Add(JsonObject resources, PlannedFunction function)
    {
        foreach (var source in function.Sources)
        {
            var id = $"{function.Id}From{source.Id}";
            if (source.Caller is { } caller)
            {
                resources[$"Permission{id}"] = Permission(function, caller, source);
            }

            switch (source.Kind)
            {
                case SourceKind.Sqs:
                    resources[$"Mapping{id}"] = QueueResources.Mapping(function, Intrinsic.Text(source.Arn));
                    break;
                case SourceKind.Kinesis:
                    resources[$"Mapping{id}"] = Stream(function, source);
                    break;
                case SourceKind.Sns:
                    resources[$"Subscription{id}"] = Subscription(function, source, $"Permission{id}");
                    break;
                case SourceKind.EventBridge:
                    resources[$"Rule{id}"] = Rule(function, source);
                    break;
                default:
                    break;
            }
        }

        if (function.IsInvokedAsynchronously)
        {
            resources[$"Invocations{function.Id}"] = new JsonObject
            {
                ["Type"] = "AWS::Lambda::EventInvokeConfig",
                ["Properties"] = new JsonObject
                {
                    ["FunctionName"] = Intrinsic.Ref(LogicalIds.Function(function)),
                    ["Qualifier"] = "$LATEST",
                    ["MaximumRetryAttempts"] = 2,
                    ["DestinationConfig"] = new JsonObject { ["OnFailure"] = new JsonObject { ["Destination"] = Intrinsic.Arn(LogicalIds.Aside(function)) } },
                },
            };
        }
    }

    private static JsonObject Permission(PlannedFunction function, string caller, PlannedSource source)
    {
        var properties = new JsonObject
        {
            ["FunctionName"] = Intrinsic.Ref(LogicalIds.Function(function)),
            ["Action"] = "lambda:InvokeFunction",
            ["Principal"] = caller,
            ["SourceArn"] = Intrinsic.Text(source.CallsAs(function.Name)),
        };

        // A bucket's ARN does not say whose it is, and a name that is given up another account may take.
        if (source.Kind is SourceKind.S3)
        {
            properties["SourceAccount"] = Intrinsic.Ref("AWS::AccountId");
        }

        return new JsonObject { ["Type"] = "AWS::Lambda::Permission", ["Properties"] = properties };
    }

    private static JsonObject Stream(PlannedFunction function, PlannedSource source)
    {
        var mapping = QueueResources.Mapping(function, Intrinsic.Text(source.Arn));
        mapping["Properties"]!["StartingPosition"] = "TRIM_HORIZON";
        mapping["Properties"]!["MaximumRetryAttempts"] = Intrinsic.Ref(ParameterSection.Attempts);
        return mapping;
    }

    private static JsonObject Subscription(PlannedFunction function, PlannedSource source, string permission) => new()
    {
        ["Type"] = "AWS::SNS::Subscription",
        ["DependsOn"] = permission,
        ["Properties"] = new JsonObject { ["TopicArn"] = Intrinsic.Text(source.Arn), ["Protocol"] = "lambda", ["Endpoint"] = Intrinsic.Arn(LogicalIds.Function(function)) },
    };

    private static JsonObject Rule(PlannedFunction function, PlannedSource source) => new()
    {
        ["Type"] = "AWS::Events::Rule",
        ["Properties"] = new JsonObject
        {
            ["Name"] = Intrinsic.Text(DeploymentNames.InTemplate.Rule(function.Name, source.Name)),
            ["EventPattern"] = new JsonObject { ["source"] = new JsonArray(source.Resource) },
            ["Targets"] = new JsonArray(new JsonObject { ["Id"] = function.Id, ["Arn"] = Intrinsic.Arn(LogicalIds.Function(function)) }),
        },
    };
}
