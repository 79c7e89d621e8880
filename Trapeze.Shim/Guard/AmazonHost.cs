using Microsoft.AspNetCore.Http;

namespace Trapeze.Shim.Guard;

/// <summary>AWS's own host of ASP.NET Core in Lambda, known by what it leaves in each request's items.</summary>
/// <remarks>
/// It asks for the next event as soon as it has a reply. What an activation does out of sight after that would be frozen, would run beside others' events, and
/// would end where Lambda takes the process away: so under it no function starts that may rise.
/// </remarks>
internal static class AmazonHost
{
    private const string Event = "LambdaRequestObject";

    internal static bool Serves(HttpContext server) => server.Items.ContainsKey(Event);
}
