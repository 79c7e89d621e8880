using System.Text.RegularExpressions;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads what starts a function: <c>METHOD /path/{template}</c> or <c>event NAME</c>.</summary>
internal static partial class TriggerReader
{
    private const int LongestPath = 1024;
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Reads a trigger: a route or the name of an event, or neither with the problem reported.</summary>
    internal static (RouteTrigger? Route, string? Event) Read(ScalarNode text, DiagnosticBag problems)
    {
        var space = text.Text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return Wrong(text, "write `GET /products`, or `event product.create`", problems);
        }

        var word = text.Text[..space];
        var rest = text.Text[(space + 1)..];
        var at = text.Text.Length - rest.Length;
        if (word is "event")
        {
            return IsEvent(rest) ? (null, rest) : WrongEvent(text, at, rest, problems);
        }

        if (!Methods.Contains(word, StringComparer.Ordinal))
        {
            var nearest = Nearest.Find(word, Methods.Append("event"));
            return Wrong(
                text,
                nearest is null ? $"the methods are {string.Join(", ", Methods)}; an event is `event NAME`" : $"did you mean `{nearest} {rest}`?",
                problems);
        }

        return WhyNotPath(rest) is { } why ? WrongPath(text, at, rest, why, problems) : (new RouteTrigger(word, rest), null);
    }

    /// <summary>Whether an event can be called so.</summary>
    internal static bool IsEvent(string name) => EventName().IsMatch(name);

    /// <summary>Reports a part of a text that was to name an event.</summary>
    internal static void ReportEvent(ScalarNode text, int at, string name, DiagnosticBag problems) => problems.Error(
        DiagnosticCode.NotAName,
        text.Part(at, name.Length),
        $"{DiagnosticText.Quote(name)} cannot name an event",
        "an event's name begins with a letter, goes on with letters, digits, `-`, `_`, `.` and `/`, and is at most 128 long");

    /// <summary>The path without the names of its parameters: two routes with the same are one.</summary>
    internal static string Normalised(string path) => ParameterName().Replace(path, "{");

    private static string? WhyNotPath(string path)
    {
        if (path.Length == 0 || path[0] != '/')
        {
            return "a path begins with `/`";
        }

        if (path.Length > LongestPath)
        {
            return "it is too long";
        }

        if (path.AsSpan().IndexOfAny(" ?#\\\"") >= 0 || path.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "a path is of plain ASCII characters, without spaces, `?`, `#`, quotes or backslashes";
        }

        if (path.Contains("//", StringComparison.Ordinal))
        {
            return "a path has no empty parts";
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var parts = path[1..].Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var bare = Parameter().Replace(parts[i], "");
            if (bare.AsSpan().IndexOfAny('{', '}', '*') >= 0)
            {
                return "a parameter is written `{name}`, with a letter first";
            }

            foreach (Match match in Parameter().Matches(parts[i]))
            {
                if (!names.Add(match.Groups["name"].Value))
                {
                    return $"the parameter `{match.Groups["name"].Value}` is there twice";
                }

                if (match.Groups["rest"].Length > 0 && i < parts.Length - 1)
                {
                    return "`{*rest}` stands last";
                }
            }
        }

        return null;
    }

    private static (RouteTrigger? Route, string? Event) Wrong(ScalarNode text, string hint, DiagnosticBag problems)
    {
        problems.Error(DiagnosticCode.Trigger, text.Span, $"{DiagnosticText.Quote(text.Text)} cannot start a function", hint);
        return default;
    }

    private static (RouteTrigger? Route, string? Event) WrongEvent(ScalarNode text, int at, string name, DiagnosticBag problems)
    {
        ReportEvent(text, at, name, problems);
        return default;
    }

    private static (RouteTrigger? Route, string? Event) WrongPath(ScalarNode text, int at, string path, string why, DiagnosticBag problems)
    {
        problems.Error(DiagnosticCode.Route, text.Part(at, path.Length), $"{DiagnosticText.Quote(path)} is not a path", why);
        return default;
    }

#pragma warning disable MA0009 // The texts are at most a path long, and no pattern looks back.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventName();

    [GeneratedRegex(@"\{(?<rest>\*{0,2})(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<constraint>:[A-Za-z0-9_:(),.-]+)?(?<optional>\?)?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\{\*{0,2}[A-Za-z0-9_]+", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
