using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace HelloRetail.World;

/// <summary>An HTTP service of the outside world, on loopback, with nothing of the shop's in it.</summary>
public sealed class WorldService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WorldService(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static WebApplication Create(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        return builder.Build();
    }

    internal static async Task<WorldService> StartAsync(WebApplication app)
    {
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return new WorldService(app, new Uri(addresses.Single() + "/"));
    }
}
