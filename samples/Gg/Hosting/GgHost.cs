using Gg.Blobs;
using Gg.Building;
using Gg.Functions;
using Gg.Graphs;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Shim.Composition;

namespace Gg.Hosting;

/// <summary>The functions under Trapeze, on a free port of loopback.</summary>
public sealed class GgHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FileStream _lock;
    private readonly DevelopmentTokens _tokens;

    private GgHost(WebApplication app, FileStream closed, DevelopmentTokens tokens)
    {
        _app = app;
        _lock = closed;
        _tokens = tokens;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/");
    }

    public static string Policy { get; } = Path.Combine(AppContext.BaseDirectory, "gg.yaml");

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    /// <exception cref="IOException">The folder cannot be used, or another process does.</exception>
    public static async Task<GgHost> StartAsync(string data, TimeProvider time)
    {
        Directory.CreateDirectory(data);
        var closed = Close(data);
        try
        {
            var tokens = new DevelopmentTokens(time);
            var app = Build(data, tokens, time);
            await app.StartAsync();
            return new GgHost(app, closed, tokens);
        }
        catch
        {
            await closed.DisposeAsync();
            throw;
        }
    }

    /// <summary>The functions, as <paramref name="user"/> calls them; <see langword="null"/> for somebody without a token.</summary>
    public FunctionClient ClientOf(string? user, Func<HttpMessageHandler, HttpMessageHandler>? around = null)
    {
        HttpMessageHandler handler = new SocketsHttpHandler();
        return new FunctionClient(around?.Invoke(handler) ?? handler, Address, user is null ? null : _tokens.Sign(user));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _lock.DisposeAsync();
    }

    // One process at a time on a data folder.
    private static FileStream Close(string data)
    {
        try
        {
            return new FileStream(Path.Combine(data, "gg.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"{error.Message} Perhaps another build is under way: wait for it, or name another folder with --data.", error);
        }
    }

    private static WebApplication Build(string data, DevelopmentTokens tokens, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<Toolchain>();
        builder.Services.AddScoped<BlobStore>();
        builder.Services.AddScoped<Memo>();
        builder.Services.AddScoped<StepFunction>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.IncludeErrorDetails = false;
            jwt.TokenValidationParameters = tokens.Validation;
        });
        builder.Services.AddTrapeze(options =>
        {
            options.PolicyPath = Policy;
            options.DataFolder = data;
            options.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
        });
        var app = builder.Build();
        app.UseTrapeze();
        app.MapPut("/blobs/{hash}", BlobFunctions.KeepAsync);
        app.MapGet("/blobs/{hash}", BlobFunctions.FetchAsync);
        foreach (var kind in Enum.GetValues<StepKind>())
        {
            app.MapPost($"/steps/{kind.ToString().ToLowerInvariant()}", (Call call, StepFunction function, CancellationToken cancellation) => function.RunAsync(kind, call, cancellation));
        }

        return app;
    }
}
