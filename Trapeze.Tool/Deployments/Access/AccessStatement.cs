using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>One statement of a policy of IAM.</summary>
/// <param name="Policy">Where it stands, in words.</param>
/// <param name="Allows">Whether it allows; otherwise it denies.</param>
/// <param name="Actions">The patterns of actions, or of those that it leaves out.</param>
/// <param name="LeavesOutActions">Whether it is about every action but these.</param>
/// <param name="Resources">The patterns of resources, or of those that it leaves out.</param>
/// <param name="LeavesOutResources">Whether it is about every resource but these.</param>
/// <param name="Principals">Whom it is about; <see langword="null"/> if it hangs on an identity, and is about that.</param>
/// <param name="Condition">When it applies; <see langword="null"/> if always.</param>
internal sealed record AccessStatement(
    string Policy,
    bool Allows,
    ImmutableArray<string> Actions,
    bool LeavesOutActions,
    ImmutableArray<string> Resources,
    bool LeavesOutResources,
    AccessPrincipals? Principals,
    JsonObject? Condition)
{
    private const char ServiceEnd = ':';

    /// <summary>The actions of a service that the statement may be about.</summary>
    internal IEnumerable<string> ActionsOf(string service)
    {
        var all = $"{service}:*";
        if (LeavesOutActions)
        {
            return Actions.Any(each => AccessPattern.Covers(each, all)) ? [] : [all];
        }

        return Actions.Where(each => AccessPattern.Overlaps(each, all)).Select(each => each.StartsWith($"{service}{ServiceEnd}", StringComparison.OrdinalIgnoreCase) ? each : all).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether it may be about something of what <paramref name="resource"/> stands for.</summary>
    internal bool MayBeAbout(string resource) => LeavesOutResources
        ? !Resources.Any(each => AccessPattern.Covers(Literal(each), resource))
        : Resources.Any(each => AccessPattern.Overlaps(Filled(each), resource));

    /// <summary>Whether it is about all that <paramref name="resource"/> stands for.</summary>
    internal bool IsAboutAllOf(string resource) => LeavesOutResources
        ? !Resources.Any(each => AccessPattern.Overlaps(Filled(each), resource))
        : Resources.Any(each => AccessPattern.Covers(Literal(each), resource));

    /// <summary>Whether it is about every action that <paramref name="action"/> stands for.</summary>
    internal bool IsAboutAllActions(string action) => LeavesOutActions
        ? !Actions.Any(each => AccessPattern.Overlaps(each, action))
        : Actions.Any(each => AccessPattern.Covers(each, action));

    // A variable is known when somebody asks: where more is worse it may be anything, where less is worse nothing.
    private static string Filled(string resource) => AccessVariables.Replace(resource, "*");

    private static string Literal(string resource) => AccessVariables.Replace(resource, "\0");
}
