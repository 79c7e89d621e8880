using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard;

/// <summary>Whether a request asks to leave HTTP: for a WebSocket, or by extended CONNECT.</summary>
internal static class UpgradeRequest
{
    // `Upgrade: h2c` on an ordinary request is no wish for anything else and is not honoured either.
    internal static bool IsAsked(HttpContext server) =>
        (server.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && server.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase))
        || server.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || HttpMethods.IsConnect(server.Request.Method);
}
