using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trapeze.Tool.Deployments.Access;

namespace Trapeze.Tool.Deployments.Exports;

/// <summary>The roles and users of an export, each with all that its policies say.</summary>
internal sealed class AccountIdentities
{
    private const string Details = "iam get-account-authorization-details";
    private readonly AccountExport _export;
    private readonly Action<string> _unclear;
    private readonly Dictionary<string, ImmutableArray<AccessStatement>> _managed;

    private AccountIdentities(AccountExport export, Action<string> unclear)
    {
        _export = export;
        _unclear = unclear;
        _managed = export.List(Details, "Policies").ToDictionary(policy => AccountExport.Text(policy["Arn"]), Managed, StringComparer.Ordinal);
    }

    /// <summary>Reads them all.</summary>
    internal static ImmutableArray<AccessIdentity> Of(AccountExport export, Action<string> unclear)
    {
        var identities = new AccountIdentities(export, unclear);
        return
        [
            .. export.List(Details, "RoleDetailList").Select(role => identities.Identity("role", role, "RoleName", "RolePolicyList", [])),
            .. export.List(Details, "UserDetailList").Select(user => identities.Identity("user", user, "UserName", "UserPolicyList", [.. identities.Groups(user)])),
        ];
    }

    private AccessIdentity Identity(string kind, JsonObject detail, string nameKey, string policies, ImmutableArray<AccessStatement> groups)
    {
        var name = AccountExport.Text(detail[nameKey]);
        var boundary = detail["PermissionsBoundary"] is JsonObject bounds ? Attached(AccountExport.Text(bounds["PermissionsBoundaryArn"]), $"{kind} {name}") : (ImmutableArray<AccessStatement>?)null;
        return new AccessIdentity(kind, name, AccountExport.Text(detail["Arn"]), [.. Own(detail, policies, $"{kind} {name}"), .. groups], boundary);
    }

    private IEnumerable<AccessStatement> Groups(JsonObject user)
    {
        var names = (user["GroupList"] as JsonArray ?? []).Select(AccountExport.Text).ToHashSet(StringComparer.Ordinal);
        return _export.List(Details, "GroupDetailList").Where(group => names.Contains(AccountExport.Text(group["GroupName"])))
            .SelectMany(group => Own(group, "GroupPolicyList", $"group {AccountExport.Text(group["GroupName"])}"));
    }

    private IEnumerable<AccessStatement> Own(JsonObject detail, string policies, string owner) =>
    [
        .. (detail[policies] as JsonArray ?? []).OfType<JsonObject>().SelectMany(policy =>
            AccessPolicy.Read(policy["PolicyDocument"], $"policy {AccountExport.Text(policy["PolicyName"])} of {owner}", _unclear)),
        .. (detail["AttachedManagedPolicies"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(policy => Attached(AccountExport.Text(policy["PolicyArn"]), owner)),
    ];

    private ImmutableArray<AccessStatement> Attached(string arn, string owner)
    {
        if (_managed.TryGetValue(arn, out var statements))
        {
            return statements;
        }

        _unclear($"the policy {arn} of {owner} is not in the export");
        return [];
    }

    private ImmutableArray<AccessStatement> Managed(JsonObject policy)
    {
        var standard = (policy["PolicyVersionList"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(version => AccountExport.Text(version["IsDefaultVersion"]) is "true");
        return AccessPolicy.Read(standard?["Document"], $"policy {AccountExport.Text(policy["PolicyName"])}", _unclear);
    }
}
