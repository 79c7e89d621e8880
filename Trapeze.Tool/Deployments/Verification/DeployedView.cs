using System.Collections.Immutable;
using Trapeze.Tool.Deployments.Access;
using Trapeze.Tool.Deployments.Exports;
using Trapeze.Tool.Deployments.Plans;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>A plan beside an account that it should stand in; collects what departs.</summary>
internal sealed class DeployedView
{
    private readonly List<Finding> _findings = [];

    internal DeployedView(DeploymentPlan plan, AccountExport export, string package, ImmutableArray<string> administrators)
    {
        Plan = plan;
        Export = export;
        Package = package;
        Administrators = administrators;
        Names = new DeploymentNames(export.Name);
        var identity = export["sts get-caller-identity"];
        Account = AccountExport.Text(identity?[nameof(Account)]);
        Partition = AccountExport.Text(identity?["Arn"]).Split(':') is ["arn", var partition, ..] ? partition : "aws";
        KeysArn = AccountExport.Text(export["secretsmanager describe-secret"]?["ARN"]);
        Apis = [.. export.List("apigatewayv2 get-apis", "Items").Where(api => AccountExport.Text(api["Name"]) == Names.Api).Select(api => AccountExport.Text(api["ApiId"]))];
        Identities = AccountIdentities.Of(export, what => Unclear("account", what));
        Roles = plan.Functions.ToImmutableDictionary(function => function.Name, function => AccountExport.Text(ConfigurationOf(function)?["Role"]), StringComparer.Ordinal);
    }

    internal DeploymentPlan Plan { get; }

    internal AccountExport Export { get; }

    /// <summary>The package's SHA-256, as Lambda writes it.</summary>
    internal string Package { get; }

    internal ImmutableArray<string> Administrators { get; }

    internal DeploymentNames Names { get; }

    internal string Account { get; }

    internal string Partition { get; }

    internal string KeysArn { get; }

    /// <summary>The ids of the APIs of the deployment's name.</summary>
    internal ImmutableArray<string> Apis { get; }

    internal ImmutableArray<AccessIdentity> Identities { get; }

    /// <summary>The ARN of each function's role.</summary>
    internal ImmutableDictionary<string, string> Roles { get; }

    internal ImmutableArray<Finding> Findings => [.. _findings.Distinct().OrderBy(finding => finding.Resource, StringComparer.Ordinal).ThenBy(finding => finding.Wrong, StringComparer.Ordinal)];

    internal void Find(string resource, string wrong, string instead) => _findings.Add(new Finding(resource, wrong, instead));

    /// <summary>What cannot be judged is no less a finding.</summary>
    internal void Unclear(string resource, string what) => Find(resource, $"cannot be judged: {what}", "write it as the template does, or read it anew with deploy/export.sh");

    /// <summary>A function's configuration in the account.</summary>
    internal System.Text.Json.Nodes.JsonObject? ConfigurationOf(PlannedFunction function) => Export.Of("lambda get-function", Names.Function(function.Name))?["Configuration"] as System.Text.Json.Nodes.JsonObject;

    /// <summary>Text of the template as it stands in this account.</summary>
    internal string Here(string text) => text
        .Replace(Arns.Partition, Partition, StringComparison.Ordinal)
        .Replace(Arns.Region, Export.Region, StringComparison.Ordinal)
        .Replace(Arns.Account, Account, StringComparison.Ordinal)
        .Replace(Arns.Keys, KeysArn, StringComparison.Ordinal)
        .Replace("${Name}", Export.Name, StringComparison.Ordinal);

    /// <summary>Whether an identity may reach the stores: an administrator, or a function's role.</summary>
    internal bool MayReach(string arn) => Administrators.Contains(arn, StringComparer.Ordinal) || Roles.ContainsValue(arn);
}
