using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard.Context;

/// <summary>The mark by which endpoint routing knows that CORS middleware ran. Nothing else of the server's items is copied.</summary>
internal static class RoutingMarks
{
    private const string Cors = "__CorsMiddlewareWithEndpointInvoked";

    internal static bool HasCors(HttpContext server) => server.Features.Get<IItemsFeature>()?.Items.ContainsKey(Cors) is true;

    internal static ItemRow NewItems(bool cors)
    {
        var items = new ItemRow();
        if (cors)
        {
            items[Cors] = true;
        }

        return items;
    }
}
