using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>The documents of IAM that a template has in it.</summary>
internal static class AccessDocument
{
    private const string Version = "2012-10-17";
    private const string Caller = "aws:PrincipalArn";

    /// <summary>Allows what is granted.</summary>
    internal static JsonObject Of(IEnumerable<Grant> grants) => With([.. grants.Select(grant => (JsonNode)new JsonObject
    {
        ["Sid"] = grant.Id,
        ["Effect"] = "Allow",
        ["Action"] = new JsonArray([.. grant.Actions.Select(action => (JsonNode)action.Name)]),
        ["Resource"] = grant.Resources is [var only] ? Intrinsic.Text(only) : new JsonArray([.. grant.Resources.Select(Intrinsic.Text)]),
    })]);

    /// <summary>Keeps everybody from a resource but the roles of some functions and the administrators, whatever else allows it to them.</summary>
    internal static JsonObject ForNobodyBut(IEnumerable<PlannedFunction> functions, string service, JsonNode resource) => With(new JsonObject
    {
        ["Sid"] = "NobodyElse",
        ["Effect"] = "Deny",
        ["Principal"] = "*",
        ["Action"] = $"{service}:*",
        ["Resource"] = resource,
        ["Condition"] = new JsonObject
        {
            ["ArnNotEquals"] = new JsonObject { [Caller] = new JsonArray([.. functions.Select(function => (JsonNode)Intrinsic.Arn(LogicalIds.Role(function)))]) },
            ["StringNotEquals"] = new JsonObject { [Caller] = Intrinsic.Ref(ParameterSection.Administrators) },
        },
    });

    /// <summary>Lets Lambda run functions as a role.</summary>
    internal static JsonObject ForLambda() => With(new JsonObject
    {
        ["Effect"] = "Allow",
        ["Principal"] = new JsonObject { ["Service"] = "lambda.amazonaws.com" },
        ["Action"] = "sts:AssumeRole",
    });

    private static JsonObject With(params JsonNode[] statements) => new() { ["Version"] = Version, ["Statement"] = new JsonArray(statements) };
}
