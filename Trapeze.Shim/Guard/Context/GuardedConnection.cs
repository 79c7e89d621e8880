using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard.Context;

/// <summary>The connection as a <see cref="GuardedContext"/> shows it. A client certificate stays with the server.</summary>
internal sealed class GuardedConnection(GuardedContext context) : ConnectionInfo
{
    public override string Id
    {
        get => Feature.ConnectionId;
        set => Feature.ConnectionId = value;
    }

    public override IPAddress? RemoteIpAddress
    {
        get => Feature.RemoteIpAddress;
        set => Feature.RemoteIpAddress = value;
    }

    public override int RemotePort
    {
        get => Feature.RemotePort;
        set => Feature.RemotePort = value;
    }

    public override IPAddress? LocalIpAddress
    {
        get => Feature.LocalIpAddress;
        set => Feature.LocalIpAddress = value;
    }

    public override int LocalPort
    {
        get => Feature.LocalPort;
        set => Feature.LocalPort = value;
    }

    public override X509Certificate2? ClientCertificate
    {
        get => context.Get<ITlsConnectionFeature>()?.ClientCertificate;
        set => context.Set<ITlsConnectionFeature>(new TlsConnectionFeature { ClientCertificate = value });
    }

    private IHttpConnectionFeature Feature => context.Replaced<IHttpConnectionFeature>() ?? context;

    public override Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken = default) => Task.FromResult(ClientCertificate);
}
