using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard.Context;

/// <content>The connection's addresses, read when first asked for; its id is the activation's.</content>
internal sealed partial class GuardedContext : IHttpConnectionFeature
{
    private Addresses? _addresses;
    private string? _connectionId;

    string IHttpConnectionFeature.ConnectionId
    {
        get => _connectionId ??= ((IHttpRequestIdentifierFeature)this).TraceIdentifier;
        set => _connectionId = value;
    }

    IPAddress? IHttpConnectionFeature.RemoteIpAddress
    {
        get => Known().Remote;
        set => Known().Remote = value;
    }

    IPAddress? IHttpConnectionFeature.LocalIpAddress
    {
        get => Known().Local;
        set => Known().Local = value;
    }

    int IHttpConnectionFeature.RemotePort
    {
        get => Known().RemotePort;
        set => Known().RemotePort = value;
    }

    int IHttpConnectionFeature.LocalPort
    {
        get => Known().LocalPort;
        set => Known().LocalPort = value;
    }

    private Addresses Known()
    {
        if (_addresses is null)
        {
            _turn.TryRead(this, static (context, server) => context.ReadConnection(server));
        }

        return _addresses ??= new Addresses();
    }

    private void ReadConnection(HttpContext server)
    {
        var connection = server.Connection;
        _addresses ??= new Addresses
        {
            Remote = connection.RemoteIpAddress,
            Local = connection.LocalIpAddress,
            RemotePort = connection.RemotePort,
            LocalPort = connection.LocalPort,
        };
    }

    private sealed class Addresses
    {
        internal IPAddress? Remote { get; set; }

        internal IPAddress? Local { get; set; }

        internal int RemotePort { get; set; }

        internal int LocalPort { get; set; }
    }
}
