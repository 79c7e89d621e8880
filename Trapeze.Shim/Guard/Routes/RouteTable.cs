using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Trapeze.Policy;
using Trapeze.Policy.Functions;

namespace Trapeze.Shim.Guard.Routes;

/// <summary>Which function a request is, under one policy.</summary>
/// <remarks>
/// Where routing has chosen an endpoint, the function is the one whose route is that endpoint's: what runs and what the policy speaks of
/// cannot be two things, however the path is written. Only where there is no endpoint is the path itself compared.
/// </remarks>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, FunctionPolicy>> _byMethod;
    private readonly FrozenDictionary<string, ImmutableArray<PathRoute>> _paths;
    private readonly ConditionalWeakTable<Endpoint, string> _shapes = [];

    internal RouteTable(FlowPolicy policy)
    {
        Policy = policy;
        var routes = policy.Functions.Values.SelectMany(function => function.Routes, (function, route) => (Function: function, Route: route)).ToLookup(
            pair => pair.Route.Method, StringComparer.OrdinalIgnoreCase);
        _byMethod = routes.ToFrozenDictionary(group => group.Key, group => ByShape(group), StringComparer.OrdinalIgnoreCase);
        _paths = routes.ToFrozenDictionary(
            group => group.Key,
            group => group.Select(pair => new PathRoute(pair.Route.Path, pair.Function)).OrderBy(route => route.Precedence).ToImmutableArray(),
            StringComparer.OrdinalIgnoreCase);
    }

    internal FlowPolicy Policy { get; }

    /// <summary>The function that a request is; <see langword="null"/> if the policy names none.</summary>
    internal FunctionPolicy? Find(string method, Endpoint? endpoint, PathString path) => endpoint is null ? OfPath(method, path) : OfEndpoint(method, endpoint);

    /// <summary>The function that an endpoint is for a method.</summary>
    internal FunctionPolicy? OfEndpoint(string method, Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route || !_byMethod.TryGetValue(method, out var functions))
        {
            return null;
        }

        if (!_shapes.TryGetValue(endpoint, out var shape))
        {
            shape = RouteShape.Of(route.RoutePattern);
            _shapes.AddOrUpdate(endpoint, shape);
        }

        return functions.GetValueOrDefault(shape);
    }

    // Two functions of one shape: the policy does not say which, so neither.
    private static FrozenDictionary<string, FunctionPolicy> ByShape(IEnumerable<(FunctionPolicy Function, RouteTrigger Route)> routes) =>
        routes.GroupBy(pair => RouteShape.Of(pair.Route.Path), pair => pair.Function, StringComparer.Ordinal)
            .Where(group => group.Distinct().Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private FunctionPolicy? OfPath(string method, PathString path)
    {
        if (_paths.TryGetValue(method, out var routes))
        {
            foreach (var route in routes)
            {
                if (route.Matches(path))
                {
                    return route.Function;
                }
            }
        }

        return null;
    }

    private sealed class PathRoute(string template, FunctionPolicy function)
    {
        private readonly TemplateMatcher _matcher = new(TemplateParser.Parse(template.TrimStart('/')), []);

        internal FunctionPolicy Function { get; } = function;

        internal decimal Precedence { get; } = RoutePatternFactory.Parse(template).InboundPrecedence;

        internal bool Matches(PathString path) => _matcher.TryMatch(path.HasValue ? path : new PathString("/"), []);
    }
}
