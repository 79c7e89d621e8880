using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Trapeze.Shim.Guard.Context;

/// <summary>There are no web sockets behind the guard.</summary>
internal sealed class NoWebSockets : WebSocketManager
{
    internal static NoWebSockets Instance { get; } = new();

    public override bool IsWebSocketRequest => false;

    public override IList<string> WebSocketRequestedProtocols => [];

    public override Task<WebSocket> AcceptWebSocketAsync(string? subProtocol) => throw new NotSupportedException("web sockets are not guarded and therefore refused");
}
