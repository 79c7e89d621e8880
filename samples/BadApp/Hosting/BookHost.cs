using BadApp.Hostile;
using BadApp.Insensitive;
using BadApp.People;
using BadApp.Unguarded;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Shim.Composition;

namespace BadApp.Hosting;

/// <summary>The running application, on a free port of loopback, with a data folder that goes when it goes.</summary>
public sealed class BookHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DataFolder _data;
    private readonly Stage _stage;

    private BookHost(WebApplication app, DataFolder data, Stage stage, DevelopmentTokens tokens)
    {
        _stage = stage;
        _app = app;
        _data = data;
        Tokens = tokens;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/");
    }

    public static string Policy { get; } = Path.Combine(AppContext.BaseDirectory, "badapp.yaml");

    public Uri Address { get; }

    public DevelopmentTokens Tokens { get; }

    public static async Task<BookHost> StartAsync(Guard guard, Stage stage, TimeProvider time)
    {
        var data = new DataFolder();
        try
        {
            var tokens = new DevelopmentTokens();
            var app = Build(guard, data.Path, stage, tokens, time);
            await app.StartAsync();
            return new BookHost(app, data, stage, tokens);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Ends the hostile code that is still running, then the application.</summary>
    public async ValueTask DisposeAsync()
    {
        _stage.End();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    private static WebApplication Build(Guard guard, string data, Stage stage, DevelopmentTokens tokens, TimeProvider time)
    {
        var log = new PublicLog();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddProvider(log);
        builder.Configuration["AllowedHosts"] = "127.0.0.1";
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(stage);
        builder.Services.AddScoped<Injected>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.IncludeErrorDetails = false;
            jwt.TokenValidationParameters = tokens.Validation;
        });
        switch (guard)
        {
            case Guard.None:
                builder.Services.AddUnguarded(Policy, data);
                break;
            case Guard.Insensitive:
                builder.Services.AddInsensitive(Policy, data);
                break;
            case Guard.Trapeze:
                builder.Services.AddGuard(Policy, data);
                break;
        }

        var app = builder.Build();

        // Outside of the guard, as a log viewer is: who may read it is what the policy says of the log.
        app.Map("/log", viewer => viewer.Run(context => Results.Json(log.Lines).ExecuteAsync(context)));
        switch (guard)
        {
            case Guard.None:
                app.UseUnguarded();
                break;
            case Guard.Insensitive:
                app.UseInsensitive();
                break;
            case Guard.Trapeze:
                app.UseTrapeze();
                break;
        }

        app.MapBook();
        return app;
    }
}
