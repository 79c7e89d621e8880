using System.Text.Json.Nodes;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>The roles, users and policies of an account with the deployment: the functions' roles, the administrator's, a service's, and those of others.</summary>
internal static class IdentityExport
{
    public static JsonObject Of(Deployed deployed) => new()
    {
        ["UserDetailList"] = new JsonArray(User()),
        ["GroupDetailList"] = new JsonArray(new JsonObject { ["GroupName"] = "billing", ["Arn"] = $"arn:aws:iam::{Deployed.Account}:group/billing", ["GroupPolicyList"] = new JsonArray(Policy("costs", "Allow", "ce:*", "*")), ["AttachedManagedPolicies"] = new JsonArray() }),
        ["RoleDetailList"] = new JsonArray(
        [
            .. deployed.OfType("AWS::IAM::Role").Select(role => FunctionRole(deployed, role.Id, role.Properties)),
            Role("Deployer", "/deployers/", "arn:aws:iam::111122223333:root", [Policy("all", "Allow", "*", "*")]),
            Role("newsletter", "/", "lambda.amazonaws.com", [Policy("mails", "Allow", "ses:SendEmail", "*"), Policy("log", "Allow", "logs:PutLogEvents", "*")]),
            Role("AWSServiceRoleForSupport", "/aws-service-role/support.amazonaws.com/", "support.amazonaws.com", [Policy("support", "Allow", "logs:GetLogEvents", "*")]),
        ]),
        ["Policies"] = new JsonArray([.. deployed.OfType("AWS::IAM::ManagedPolicy").Select(policy => Managed(deployed.Arn(policy.Id), policy.Id, policy.Properties["PolicyDocument"]!.DeepClone()))]),
    };

    public static JsonNode Role(string name, string path, string trusted, JsonNode[] policies, string? managed = null) => new JsonObject
    {
        ["Path"] = path,
        ["RoleName"] = name,
        ["Arn"] = $"arn:aws:iam::{Deployed.Account}:role{path}{name}",
        ["AssumeRolePolicyDocument"] = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { [trusted.StartsWith("arn:", StringComparison.Ordinal) ? "AWS" : "Service"] = trusted }, ["Action"] = "sts:AssumeRole" }),
        },
        ["InstanceProfileList"] = new JsonArray(),
        ["RolePolicyList"] = new JsonArray(policies),
        ["AttachedManagedPolicies"] = managed is null ? [] : new JsonArray(new JsonObject { ["PolicyName"] = managed.Split('/')[^1], ["PolicyArn"] = managed }),
    };

    /// <summary>A policy of one statement.</summary>
    public static JsonNode Policy(string name, string effect, string action, string resource, JsonObject? condition = null, string actionKey = "Action", string resourceKey = "Resource")
    {
        var statement = new JsonObject { ["Effect"] = effect, [actionKey] = action, [resourceKey] = resource };
        if (condition is not null)
        {
            statement["Condition"] = condition;
        }

        return new JsonObject { ["PolicyName"] = name, ["PolicyDocument"] = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) } };
    }

    public static JsonNode Managed(string arn, string name, JsonNode document) => new JsonObject
    {
        ["PolicyName"] = name,
        ["Arn"] = arn,
        ["DefaultVersionId"] = "v2",
        ["PolicyVersionList"] = new JsonArray(
            new JsonObject { ["VersionId"] = "v2", ["IsDefaultVersion"] = true, ["Document"] = document },
            new JsonObject { ["VersionId"] = "v1", ["IsDefaultVersion"] = false, ["Document"] = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray() } }),
    };

    private static JsonNode User() => new JsonObject
    {
        ["UserName"] = "bookkeeper",
        ["Arn"] = $"arn:aws:iam::{Deployed.Account}:user/bookkeeper",
        ["GroupList"] = new JsonArray("billing"),
        ["AttachedManagedPolicies"] = new JsonArray(),
    };

    private static JsonNode FunctionRole(Deployed deployed, string id, JsonObject role) => new JsonObject
    {
        ["Path"] = "/",
        ["RoleName"] = deployed.RoleName(id),
        ["Arn"] = deployed.Arn(id),
        ["AssumeRolePolicyDocument"] = role["AssumeRolePolicyDocument"]!.DeepClone(),
        ["InstanceProfileList"] = new JsonArray(),
        ["RolePolicyList"] = role["Policies"]!.DeepClone(),
        ["AttachedManagedPolicies"] = new JsonArray([.. role["ManagedPolicyArns"]!.AsArray().Select(arn => (JsonNode)new JsonObject { ["PolicyName"] = arn!.ToString().Split('/')[^1], ["PolicyArn"] = arn.ToString() })]),
    };
}
