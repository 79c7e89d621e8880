using System.Collections.Immutable;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>Whom a resource's own policy is about.</summary>
/// <param name="Names">ARNs, accounts, services, or <c>*</c> for everybody.</param>
/// <param name="LeavesOut">Whether it is about everybody but these.</param>
internal sealed record AccessPrincipals(ImmutableArray<string> Names, bool LeavesOut)
{
    internal bool IsEverybody => !LeavesOut && Names.Contains("*", StringComparer.Ordinal);

    /// <summary>Whether it is about the identity for certain.</summary>
    internal bool Includes(string arn, string account) => !LeavesOut && (IsEverybody || Names.Contains(arn, StringComparer.Ordinal) || Names.Any(name => IsAccount(name, account)));

    private static bool IsAccount(string name, string account) =>
        name == account || (name.StartsWith("arn:", StringComparison.Ordinal) && name.EndsWith($":iam::{account}:root", StringComparison.Ordinal));
}
