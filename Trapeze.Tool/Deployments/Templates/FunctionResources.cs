using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>One function of the policy as one of Lambda's, with a role and a log group of its own.</summary>
internal static class FunctionResources
{
    /// <summary>What Lambda starts: the package brings its own runtime, so that the checked package is all that runs.</summary>
    internal const string Runtime = "provided.al2023";

    /// <summary>The program in the package that Lambda starts.</summary>
    internal const string Handler = "bootstrap";

    internal static void Add(JsonObject resources, DeploymentPlan plan, PlannedFunction function)
    {
        var names = DeploymentNames.InTemplate;
        resources[LogicalIds.Log(function)] = new JsonObject
        {
            ["Type"] = "AWS::Logs::LogGroup",
            ["DeletionPolicy"] = "Retain",
            ["UpdateReplacePolicy"] = "Retain",
            ["Properties"] = new JsonObject
            {
                ["LogGroupName"] = Intrinsic.Text(names.LogGroup(function.Name)),
                ["RetentionInDays"] = Intrinsic.Ref(ParameterSection.Retention),
                ["DeletionProtectionEnabled"] = true,
                ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "trapeze:label", ["Value"] = "top" }),
            },
        };
        resources[LogicalIds.Role(function)] = new JsonObject
        {
            ["Type"] = "AWS::IAM::Role",
            ["Properties"] = new JsonObject
            {
                ["AssumeRolePolicyDocument"] = AccessDocument.ForLambda(),
                ["ManagedPolicyArns"] = new JsonArray([.. SharedResources.Policies(plan).Select(id => (JsonNode)Intrinsic.Ref(id))]),
                ["Policies"] = new JsonArray(new JsonObject { ["PolicyName"] = "own", ["PolicyDocument"] = AccessDocument.Of(GrantList.Own(function)) }),
            },
        };
        resources[LogicalIds.Function(function)] = new JsonObject
        {
            ["Type"] = "AWS::Lambda::Function",
            ["Properties"] = new JsonObject
            {
                ["FunctionName"] = Intrinsic.Text(names.Function(function.Name)),
                ["Runtime"] = Runtime,
                ["Handler"] = Handler,
                ["Architectures"] = new JsonArray(Intrinsic.Ref(ParameterSection.Architecture)),
                ["Code"] = new JsonObject { ["S3Bucket"] = Intrinsic.Ref(ParameterSection.PackageBucket), ["S3Key"] = Intrinsic.Ref(ParameterSection.PackageKey) },
                ["Role"] = Intrinsic.Arn(LogicalIds.Role(function)),
                ["MemorySize"] = Intrinsic.Ref(ParameterSection.Memory),
                ["Timeout"] = Intrinsic.Ref(ParameterSection.Timeout),
                ["ReservedConcurrentExecutions"] = Intrinsic.If("HasConcurrency", Intrinsic.Ref(ParameterSection.Concurrency)),
                ["LoggingConfig"] = new JsonObject { ["LogFormat"] = "JSON", ["LogGroup"] = Intrinsic.Ref(LogicalIds.Log(function)) },
                ["Environment"] = new JsonObject { ["Variables"] = Variables(plan, function) },
            },
        };
    }

    private static JsonObject Variables(DeploymentPlan plan, PlannedFunction function)
    {
        var variables = new JsonObject();
        foreach (var (name, value) in FunctionEnvironment.Of(plan, function))
        {
            variables[name] = Intrinsic.Text(value);
        }

        return variables;
    }
}
