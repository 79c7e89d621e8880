namespace Trapeze.Shim.Telemetry;

/// <summary>The server's own log categories whose lines tell of requests before anyone knows their label.</summary>
/// <remarks>
/// They are written outside of activations: paths and queries, header problems, authentication failures, time taken. Since no rule gives
/// their data a label they are withheld, whatever the log's label is. What the host says of itself (start, addresses, stop) is not among them.
/// </remarks>
internal static class RequestCategories
{
    private static readonly string[] Prefixes =
    [
        "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Authorization",
        "Microsoft.AspNetCore.Cors",
        "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.HttpsPolicy",
        "Microsoft.AspNetCore.Mvc",
        "Microsoft.AspNetCore.ResponseCaching",
        "Microsoft.AspNetCore.ResponseCompression",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Connections",
        "Microsoft.AspNetCore.Server.Kestrel.Http2",
        "Microsoft.AspNetCore.Server.Kestrel.Http3",
        "Microsoft.AspNetCore.StaticFiles",
        "Microsoft.IdentityModel",
    ];

    internal static bool Contain(string category)
    {
        foreach (var prefix in Prefixes)
        {
            if (category.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
