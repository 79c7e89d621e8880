namespace Trapeze.LocalLambda.Gateway;

/// <summary>The route that a request takes, and what stands in its path for the route's parameters, not decoded.</summary>
internal sealed record RouteMatch(LocalRoute Route, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>The route's path.</summary>
    internal string Resource => Route.Key.Split(' ', 2) is [_, var path] ? path : "/{proxy+}";
}
