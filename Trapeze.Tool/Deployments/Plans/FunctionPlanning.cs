using System.Collections.Immutable;
using Trapeze.Policy;
using Trapeze.Policy.Functions;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>Plans each function of a policy, and says which cannot be one of Lambda's.</summary>
internal static class FunctionPlanning
{
    // Leaves room for a deployment's name within Lambda's 64.
    private const int LongestName = 40;

    internal static ImmutableArray<PlannedFunction> Of(FlowPolicy policy, List<string> problems)
    {
        var functions = policy.Functions.Values.OrderBy(function => function.Name, StringComparer.Ordinal).Select(function => Plan(policy, function, problems)).ToImmutableArray();
        SourcePlanning.Judge(policy, problems);
        foreach (var same in functions.GroupBy(function => function.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Add($"the functions {Names(same)} would have one name in a template, `{same.Key}`: give them names that differ in letters and digits");
        }

        foreach (var same in functions.SelectMany(function => function.Routes.Select(route => (Function: function, Route: route))).GroupBy(pair => Normalised(pair.Route), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            problems.Add($"API Gateway has one route for `{same.First().Route.Key}` of {Names(same.Select(pair => pair.Function))}: it tells routes apart by their words alone");
        }

        return functions;
    }

    /// <summary>A name in letters and digits, with a capital letter first, as resources of a template have them.</summary>
    internal static string IdOf(string name)
    {
        var words = name.Split(['-', '_', '.', '/'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static PlannedFunction Plan(FlowPolicy policy, FunctionPolicy function, List<string> problems)
    {
        if (function.Name.Contains('.', StringComparison.Ordinal) || function.Name.Length > LongestName)
        {
            problems.Add($"`{function.Name}` cannot be the name of one of Lambda's functions: it has no `.` in it, and at most {LongestName} characters");
        }

        if (function.Name.EndsWith(DeploymentNames.AsideEnd, StringComparison.Ordinal) || function.Name is "facets" or "claims" or "keys")
        {
            problems.Add($"`{function.Name}` is the name of something else of a deployment: give the function another one");
        }

        var routes = new List<PlannedRoute>();
        foreach (var route in function.Routes)
        {
            if (PlannedRoute.Of(route) is { } planned)
            {
                routes.AddRange(planned);
            }
            else
            {
                problems.Add($"API Gateway has no route `{route}` of `{function.Name}`: a parameter of it is a whole part of the path, as in `/files/{{name}}`");
            }
        }

        return new PlannedFunction(
            function.Name,
            IdOf(function.Name),
            [.. routes.Distinct().OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)],
            !function.Events.IsEmpty,
            [.. SourcePlanning.Of(policy, function)]);
    }

    private static string Normalised(PlannedRoute route) => string.Join('/', route.Key.Split('/').Select(part => part.EndsWith("+}", StringComparison.Ordinal) ? "{+}" : part.StartsWith('{') ? "{}" : part));

    private static string Names(IEnumerable<PlannedFunction> functions) => string.Join(" and ", functions.Select(function => $"`{function.Name}`").Distinct(StringComparer.Ordinal));

}
