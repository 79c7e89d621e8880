namespace Trapeze.Policy.Functions;

/// <summary>A route that starts a function.</summary>
/// <param name="Method">The HTTP method, in upper case.</param>
/// <param name="Path">The path, as an ASP.NET Core route template that begins with a slash.</param>
public sealed record RouteTrigger(string Method, string Path)
{
    /// <summary>As the policy writes it: <c>GET /products</c>.</summary>
    public override string ToString() => $"{Method} {Path}";
}
