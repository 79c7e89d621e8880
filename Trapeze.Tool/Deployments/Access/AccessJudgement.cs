namespace Trapeze.Tool.Deployments.Access;

/// <summary>Judges what identities of an account may do: where it is not certain, they may.</summary>
/// <remarks>Policies of the organisation and of sessions are not looked at: they only take away.</remarks>
internal static class AccessJudgement
{
    /// <summary>What an identity may do with a place that only functions should reach.</summary>
    /// <returns>Patterns of actions, and the policies that allow them.</returns>
    internal static IEnumerable<(string Action, string Policy)> Reach(AccessIdentity identity, GuardedPlace place, string account) =>
        from statement in identity.Statements
        where statement.Allows && AccessCondition.Holds(statement.Condition, identity.Arn) is not false
        from action in statement.ActionsOf(place.Service)
        where !place.Harmless.Any(harmless => AccessPattern.Covers(harmless, action))
        where place.Targets.Any(target => statement.MayBeAbout(target) && IsInBounds(identity, action, target) && !IsDenied(identity, place, action, target, account))
        select (action, statement.Policy);

    /// <summary>Whether the place's own policy keeps out an identity whatever else allows it.</summary>
    internal static bool IsKeptOut(GuardedPlace place, string arn, string account) =>
        place.Targets.All(target => place.Own.Any(statement => KeepsOut(statement, $"{place.Service}:*", target, arn, account)));

    private static bool IsInBounds(AccessIdentity identity, string action, string target) =>
        identity.Boundary is not { } boundary || boundary.Any(statement =>
            statement.Allows && statement.MayBeAbout(target) && AccessCondition.Holds(statement.Condition, identity.Arn) is not false
            && (statement.LeavesOutActions ? !statement.Actions.Any(each => AccessPattern.Covers(each, action)) : statement.Actions.Any(each => AccessPattern.Overlaps(each, action))));

    private static bool IsDenied(AccessIdentity identity, GuardedPlace place, string action, string target, string account) =>
        identity.Statements.Concat(identity.Boundary ?? []).Any(statement => Denies(statement, action, target, identity.Arn))
        || (!place.Ungoverned.Any(each => AccessPattern.Overlaps(each, action)) && place.Own.Any(statement => KeepsOut(statement, action, target, identity.Arn, account)));

    private static bool KeepsOut(AccessStatement statement, string action, string target, string arn, string account) =>
        Denies(statement, action, target, arn) && statement.Principals?.Includes(arn, account) is true;

    private static bool Denies(AccessStatement statement, string action, string target, string arn) =>
        !statement.Allows && statement.IsAboutAllActions(action) && statement.IsAboutAllOf(target) && AccessCondition.Holds(statement.Condition, arn) is true;
}
