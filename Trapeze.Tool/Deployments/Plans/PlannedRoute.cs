using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Trapeze.Policy.Functions;

namespace Trapeze.Tool.Deployments.Plans;

/// <summary>A route of the HTTP API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, as API Gateway writes it: <c>/pictures/{id}</c>, <c>/files/{rest+}</c>.</param>
internal sealed partial record PlannedRoute(string Method, string Path)
{
    private const int DigestLength = 8;

    /// <summary>What API Gateway calls it.</summary>
    internal string Key => $"{Method} {Path}";

    /// <summary>The name in the template, which stays the same whatever other routes there are; a parameter is a 1 in it.</summary>
    internal string Id => string.Concat(Key.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries).Select(part => part[0] is '{' ? "1" : Word(part))) + (Letters().IsMatch(Key) ? "" : Digest());

    /// <summary>The end of the ARN that API Gateway calls a function under: a parameter stands for whatever is there.</summary>
    internal string Called => $"{Method}{Parameter().Replace(Path, "*")}";

    /// <summary>The routes of API Gateway that let through what the policy's route does, or more that the guard refuses: it has no constraints.</summary>
    /// <returns><see langword="null"/> if API Gateway has no such route.</returns>
    internal static IEnumerable<PlannedRoute>? Of(RouteTrigger route)
    {
        var parts = route.Path[1..].TrimEnd('/').Split('/');
        var plain = parts.Select(Plain).ToList();
        if (plain.Contains(null))
        {
            return null;
        }

        var whole = new PlannedRoute(route.Method, "/" + string.Join('/', plain));

        // ASP.NET Core's last parameter may stand for nothing; API Gateway's may not.
        return parts[^1].StartsWith("{*", StringComparison.Ordinal) ? [new PlannedRoute(route.Method, "/" + string.Join('/', plain.SkipLast(1))), whole] : [whole];
    }

    private static string Word(string part) => string.Concat(part.Where(char.IsAsciiLetterOrDigit)) is { Length: > 0 } word ? char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant() : "";

    // What letters alone do not tell apart.
    private string Digest() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Called)))[..DigestLength];

    private static string? Plain(string part) =>
        !part.Contains('{', StringComparison.Ordinal) ? part
        : Whole().Match(part) is { Success: true } match ? $"{{{match.Groups["name"].Value}{(match.Groups["rest"].Length > 0 ? "+" : "")}}}"
        : null;

    [GeneratedRegex(@"^[A-Z]+ (/([a-z]+|\{[A-Za-z0-9_]+\}))*/?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Letters();

    [GeneratedRegex(@"^\{(?<rest>\**)(?<name>[A-Za-z0-9_]+)(:[^{}]*)?\}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
