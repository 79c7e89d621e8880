using System.Collections.Immutable;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>A role or a user of the account, and all that its policies say.</summary>
/// <param name="Kind"><c>role</c> or <c>user</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Statements">Of its own policies, its groups' and those attached.</param>
/// <param name="Boundary">What bounds it; <see langword="null"/> if nothing does.</param>
internal sealed record AccessIdentity(string Kind, string Name, string Arn, ImmutableArray<AccessStatement> Statements, ImmutableArray<AccessStatement>? Boundary)
{
    public override string ToString() => $"{Kind} {Name}";
}
