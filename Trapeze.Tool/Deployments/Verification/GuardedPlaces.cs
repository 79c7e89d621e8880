using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Access;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>What nobody may get at but the functions and the administrators: the stores, and what leads to them.</summary>
internal static class GuardedPlaces
{
    /// <summary>Writing lines is what every function of an account may do; it shows nothing.</summary>
    internal static ImmutableArray<string> HarmlessOnLogs { get; } =
        ["logs:Describe*", "logs:ListLogGroups", "logs:ListTagsForResource", "logs:ListTagsLogGroup", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

    // A table's own policy has no say in its backups, exports and imports.
    private static readonly ImmutableArray<string> Copies = ["dynamodb:*Backup*", "dynamodb:*Restore*", "dynamodb:*Export*", "dynamodb:*Import*"];

    internal static IEnumerable<GuardedPlace> Of(DeployedView view)
    {
        yield return Table(view, view.Names.Facets, "the facets of every label lie in it in the clear");
        if (view.Plan.HasEvents)
        {
            yield return Table(view, view.Names.Claims, "it says which records are taken: who writes there has them run twice, or never");
            yield return Own(view, "secret", view.Names.Keys, "secretsmanager", [view.KeysArn], view.Export["secretsmanager get-resource-policy"]?["ResourcePolicy"], "who has the keys sends any event at any label");
        }

        foreach (var queue in view.Plan.Functions.Where(function => function.TakesEvents).SelectMany(function => new[] { view.Names.Queue(function.Name), view.Names.Aside(function.Name) }))
        {
            yield return Own(view, "queue", queue, "sqs", [view.Here(Arns.Queue(queue))], QueueChecks.AttributesOf(view, queue)?["Policy"], "events of every label pass through it in the clear");
        }

        foreach (var function in view.Plan.Functions)
        {
            var group = view.Names.LogGroup(function.Name);
            yield return Open("log group", group, "logs", [view.Here(Arns.Of("logs", $"log-group:{group}")), view.Here(Arns.LogStreams(group))], HarmlessOnLogs, "its lines are above every label");
            var arn = view.Here(Arns.Function(view.Names.Function(function.Name)));
            yield return Open("function", view.Names.Function(function.Name), "lambda", [arn, $"{arn}:$LATEST"], ["lambda:Get*", "lambda:List*"], "who changes it takes the guard away, and who calls it passes by the policy's routes");
            if (view.Roles[function.Name] is { Length: > 0 } role)
            {
                yield return Open("role", role.Split('/')[^1], "iam", [role], ["iam:Get*", "iam:List*", "iam:Generate*", "iam:Simulate*"], "who changes it or gives it away reaches the stores");
            }
        }

        foreach (var policy in PoliciesOfRoles(view))
        {
            yield return Open("policy", policy.Split('/')[^1], "iam", [policy], ["iam:Get*", "iam:List*", "iam:Generate*", "iam:Simulate*"], "who changes it changes what the functions' roles may do");
        }

        foreach (var api in view.Apis)
        {
            var arn = $"arn:{view.Partition}:apigateway:{view.Export.Region}::/apis/{api}";
            yield return Open("API", view.Names.Api, "apigateway", [arn, $"{arn}/*"], ["apigateway:GET"], "who changes it leads requests to other functions");
        }
    }

    private static GuardedPlace Table(DeployedView view, string name, string danger)
    {
        var arn = view.Here(Arns.Table(name));
        return Own(view, "table", name, "dynamodb", [arn, $"{arn}/*"], view.Export.Of("dynamodb get-resource-policy", name)?["Policy"], danger) with { Ungoverned = Copies };
    }

    private static GuardedPlace Own(DeployedView view, string kind, string name, string service, ImmutableArray<string> targets, JsonNode? policy, string danger) => new(
        kind,
        name,
        service,
        targets,
        policy is null ? [] : AccessPolicy.Read(policy, $"the policy of {kind} {name}", what => view.Unclear($"{kind} {name}", what)),
        HasOwn: true,
        [],
        [],
        danger);

    private static GuardedPlace Open(string kind, string name, string service, ImmutableArray<string> targets, ImmutableArray<string> harmless, string danger) =>
        new(kind, name, service, targets, [], HasOwn: false, harmless, [], danger);

    private static IEnumerable<string> PoliciesOfRoles(DeployedView view) =>
        view.Export.List("iam get-account-authorization-details", "RoleDetailList").Where(role => view.Roles.ContainsValue(AccountExport.Text(role["Arn"])))
            .SelectMany(role => (role["AttachedManagedPolicies"] as JsonArray ?? []).Select(policy => AccountExport.Text(policy?["PolicyArn"]))).Distinct(StringComparer.Ordinal);
}
