using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Trapeze.Shim.Guard.Routes;

/// <summary>What a route says apart from constraints and defaults: the text by which a policy's route and an endpoint's are the same.</summary>
/// <remarks>
/// Literals in lower case, as routing compares them; parameters by kind only. Two endpoints of one method that routing can tell apart by
/// constraints alone have one shape, and so one function: the policy speaks of paths.
/// </remarks>
internal static class RouteShape
{
    internal static string Of(string template) => Of(RoutePatternFactory.Parse(template));

    internal static string Of(RoutePattern pattern)
    {
        var text = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            text.Append('/');
            foreach (var part in segment.Parts)
            {
                text.Append(part switch
                {
                    RoutePatternLiteralPart literal => Literal(literal.Content),
                    RoutePatternSeparatorPart separator => Literal(separator.Content),
                    RoutePatternParameterPart { IsCatchAll: true } => "{**}",
                    RoutePatternParameterPart { IsOptional: true } => "{?}",
                    RoutePatternParameterPart parameter when Required(pattern, parameter) is { } value => Literal(value),
                    RoutePatternParameterPart { Default: not null } => "{?}",
                    _ => "{}",
                });
            }
        }

        return text.Length == 0 ? "/" : text.ToString();
    }

    // A conventional route of controllers: the endpoint is one action, and its path has the action's name where the pattern has a parameter.
    private static string? Required(RoutePattern pattern, RoutePatternParameterPart parameter) =>
        pattern.RequiredValues.TryGetValue(parameter.Name, out var value) && value is string { Length: > 0 } text ? text : null;

#pragma warning disable CA1308 // not for comparison with anything but itself
    private static string Literal(string text) => text.ToLowerInvariant().Replace("{", "{{", StringComparison.Ordinal);
#pragma warning restore CA1308
}
