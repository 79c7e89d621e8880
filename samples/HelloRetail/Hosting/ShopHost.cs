using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Unguarded;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Policy;
using Trapeze.Shim.Composition;

namespace HelloRetail.Hosting;

/// <summary>The running shop and the outside world around it.</summary>
public sealed class ShopHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OutsideWorld _world;
    private readonly FileStream _lock;

    private ShopHost(WebApplication app, OutsideWorld world, FileStream closed, DevelopmentTokens tokens, bool isGuarded)
    {
        IsGuarded = isGuarded;
        _app = app;
        _world = world;
        _lock = closed;
        Tokens = tokens;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/");
    }

    public Uri Address { get; }

    public bool IsGuarded { get; }

    public DevelopmentTokens Tokens { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ShopHost> StartAsync(ShopOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = options.Folder;
        Directory.CreateDirectory(options.Data);
        var closed = Close(folder);
        try
        {
            return await StartAsync(options, folder, closed, time);
        }
        catch
        {
            await closed.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _world.DisposeAsync();
        await _lock.DisposeAsync();
    }

    // One shop at a time on a data folder: not before this may anything in it be touched.
    private static FileStream Close(string folder)
    {
        try
        {
            return new FileStream(folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"{error.Message} Perhaps it is open already: another --data makes a second one.", error);
        }
    }

    private static async Task<ShopHost> StartAsync(ShopOptions options, string folder, FileStream closed, TimeProvider time)
    {
        if (options.Fresh && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var tokens = DevelopmentTokens.Open(folder, time);
        var world = await OutsideWorld.StartAsync(folder, options.Size.Seed, time);
        try
        {
            var app = await BuildAsync(options, folder, tokens, world, time);
            await ServeAsync(app, options);
            return new ShopHost(app, world, closed, tokens, !options.Unguarded);
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    private static async Task ServeAsync(WebApplication app, ShopOptions options)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new IOException($"port {options.Port} is taken. Perhaps it is open already: another --port makes a second one.", error);
        }
    }

    // The store is opened with the policy.
    private static async Task<FlowPolicy> OpenAsync(WebApplication app, ShopOptions options)
    {
        try
        {
            return app.Services.GetFlowPolicy();
        }
        catch (Exception error)
        {
            await app.DisposeAsync();
            if (error is IOException && options.Table is { } table)
            {
                throw new IOException($"{error.Message}. {table.Hint}", error);
            }

            throw;
        }
    }

    private static async Task<WebApplication> BuildAsync(
        ShopOptions options, string folder, DevelopmentTokens tokens, OutsideWorld world, TimeProvider time)
    {
        var policy = await PolicyFile.WriteAsync(folder, world);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Configuration["AllowedHosts"] = "127.0.0.1;localhost";
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
        builder.Services.AddSingleton(time);
        builder.Services.AddShop(await EventSchemas.LoadAsync(), options.Times, tokens);
        if (options.Unguarded)
        {
            builder.Services.AddUnguarded(policy, folder);
        }
        else
        {
            builder.Services.AddGuard(policy, folder, options.Table?.BackendOf(folder));
        }

        var app = builder.Build();
        var order = options.Unguarded ? app.Services.GetRequiredService<FlowPolicy>().Order : (await OpenAsync(app, options)).Order;
        app.UseDesk(new DeskContents(
            !options.Unguarded, await File.ReadAllTextAsync(policy), tokens, world.MailBox, () => AuditTrail.Refused(folder, order)));
        if (options.Unguarded)
        {
            app.UseUnguarded();
        }
        else
        {
            app.UseTrapeze();
        }

        app.MapShop();
        return app;
    }
}
