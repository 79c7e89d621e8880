using System.Text.RegularExpressions;

namespace Trapeze.Tool.Deployments.Access;

/// <summary>The variables that a policy of IAM may have in its resources, such as <c>${aws:username}</c>.</summary>
internal static partial class AccessVariables
{
    internal static string Replace(string resource, string with) => Variable().Replace(resource, with);

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
