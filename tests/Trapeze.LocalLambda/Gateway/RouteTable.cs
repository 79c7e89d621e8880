namespace Trapeze.LocalLambda.Gateway;

/// <summary>Finds the most specific route: a name before a parameter before the rest, its method before any, and the default at last.</summary>
internal sealed class RouteTable(IReadOnlyList<LocalRoute> routes)
{
    private const string Default = "$default";
    private const string Any = "ANY";

    internal RouteMatch? Find(string method, string path) => routes
        .Select(route => (Rank: Match(route.Key, method, path, out var parameters), Match: new RouteMatch(route, parameters)))
        .Where(found => found.Rank is not null)
        .OrderBy(found => found.Rank, StringComparer.Ordinal)
        .Select(found => found.Match)
        .FirstOrDefault();

    // How specific it is, one character a segment; null: it does not fit.
    private static string? Match(string key, string method, string path, out Dictionary<string, string> parameters)
    {
        parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (key == Default)
        {
            return "9";
        }

        if (key.Split(' ', 2) is not [var verb, var template] || (verb != Any && verb != method))
        {
            return null;
        }

        var rank = "";
        var segments = path.Split('/');
        var parts = template.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].EndsWith("+}", StringComparison.Ordinal) && i < segments.Length && segments[i].Length > 0)
            {
                parameters[parts[i][1..^2]] = string.Join('/', segments[i..]);
                return $"{rank}3{(verb == Any ? 1 : 0)}";
            }

            if (i >= segments.Length || Rank(parts[i], segments[i], parameters) is not { } one)
            {
                return null;
            }

            rank += one;
        }

        return parts.Length == segments.Length ? $"{rank}{(verb == Any ? 1 : 0)}" : null;
    }

    private static string? Rank(string part, string segment, Dictionary<string, string> parameters)
    {
        if (part.StartsWith('{'))
        {
            parameters[part[1..^1]] = segment;
            return segment.Length > 0 ? "2" : null;
        }

        return part == segment ? "1" : null;
    }
}
