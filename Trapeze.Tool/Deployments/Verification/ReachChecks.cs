using Trapeze.Tool.Deployments.Access;
using Trapeze.Tool.Deployments.Exports;

namespace Trapeze.Tool.Deployments.Verification;

/// <summary>The stores are reachable from the functions alone: what each of the account's identities may do, and whom the stores' own policies let in.</summary>
internal static class ReachChecks
{
    internal static void Run(DeployedView view)
    {
        var places = GuardedPlaces.Of(view).ToList();
        foreach (var place in places.Where(place => place.HasOwn))
        {
            CheckOwn(view, place);
        }

        foreach (var identity in view.Identities.Where(identity => !view.MayReach(identity.Arn) && !IsOfAService(view, identity)))
        {
            Check(view, identity, places);
        }
    }

    private static void Check(DeployedView view, AccessIdentity identity, List<GuardedPlace> places)
    {
        var reached = from place in places
                      from way in AccessJudgement.Reach(identity, place, view.Account)
                      group place by (place.Kind, place.Danger, way.Action, way.Policy) into each
                      select each;
        foreach (var each in reached)
        {
            var names = each.Select(place => place.Name).Distinct(StringComparer.Ordinal).ToList();
            view.Find(
                identity.ToString(),
                $"may {each.Key.Action} on {each.Key.Kind} {Several.Of(names)} ({each.Key.Policy}): {each.Key.Danger}",
                $"take it out of the policy, or deny it there; if this is an administrator, say --administrator {identity.Arn}");
        }
    }

    private static void CheckOwn(DeployedView view, GuardedPlace place)
    {
        var name = $"{place.Kind} {place.Name}";
        foreach (var statement in place.Own.Where(statement => statement.Allows && statement.Principals is not { LeavesOut: false, Names: var names } || (statement.Allows && !statement.Principals!.Names.All(view.MayReach))))
        {
            view.Find(name, $"lets {string.Join(", ", statement.Principals?.Names ?? ["everybody"])} in by its own policy", "take the statement out: the functions' roles have what they need by policies of their own");
        }

        // Somebody whom no policy names stands for everybody else.
        var stranger = $"arn:{view.Partition}:iam::{view.Account}:role/\u0001";
        if (!AccessJudgement.IsKeptOut(place, stranger, view.Account))
        {
            view.Find(name, "its own policy keeps nobody out", $"deny `{place.Service}:*` there to everybody but the functions' roles and the administrators, as the template does");
            return;
        }

        foreach (var more in place.Own.Where(statement => !statement.Allows).SelectMany(statement => AccessCondition.LeftOut(statement.Condition)).Distinct(StringComparer.Ordinal).Where(arn => !view.MayReach(arn)))
        {
            view.Find(name, $"its own policy does not keep {more} out", $"take it out of the condition; if this is an administrator, say --administrator {more}");
        }
    }

    // A role that a service of AWS alone can have, and nobody can change.
    private static bool IsOfAService(DeployedView view, AccessIdentity identity) =>
        identity.Arn.Contains(":role/aws-service-role/", StringComparison.Ordinal)
        && view.Export.List("iam get-account-authorization-details", "RoleDetailList").FirstOrDefault(role => AccountExport.Text(role["Arn"]) == identity.Arn) is { } detail
        && AccessPolicy.Read(detail["AssumeRolePolicyDocument"], $"the trust of {identity}", what => view.Unclear(identity.ToString(), what))
            .All(statement => statement.Principals?.Names.All(name => name.EndsWith(".amazonaws.com", StringComparison.Ordinal)) is true);
}
