using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>A guarded application on a real Kestrel, on whatever port is free.</summary>
internal sealed class GuardHost : IAsyncDisposable
{
    internal const string Policy = """
        trapeze: 1
        labels:
          public:
          client(id): public
          secret: client(*)
        callers:
          - when: { role: client }
            are: client($sub)
          - when: { role: owner }
            are: secret
          - anonymous: public
        channels:
          reply: caller
        functions:
          plain: { on: [GET /plain, POST /plain, PUT /plain, HEAD /plain, "GET /plain/{*rest}", "POST /plain/{*rest}"] }
          items: { on: ["GET /items/{id}", "POST /items/{id}", GET /items] }
          rise: { on: ["GET /rise/{mode}", "POST /rise/{mode}"], raises: secret }
          flow: { on: ["GET /flow/{mode}"], streams: true }
          owners: { on: GET /owners, callers: secret }
          clients: { on: GET /clients, callers: client(*) }
        """;

    private readonly string _folder;

    private GuardHost(WebApplication app, string folder, MemoryAudit audit)
    {
        App = app;
        _folder = folder;
        Audit = audit;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    internal static TokenMint Mint { get; } = new();

    internal WebApplication App { get; }

    internal Uri Address { get; }

    internal HttpClient Client { get; }

    internal MemoryAudit Audit { get; }

    internal static async Task<GuardHost> StartAsync(
        Action<WebApplication> map,
        Action<WebApplicationBuilder>? build = null,
        Action<TrapezeOptions>? options = null,
        string policy = Policy,
        Action<WebApplication>? before = null)
    {
        var folder = Directory.CreateTempSubdirectory("trapeze-guard-").FullName;
        var audit = new MemoryAudit();
        var app = Build(folder, policy, audit, build, options);
        try
        {
            before?.Invoke(app);
            app.UseTrapeze();
            map(app);
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }

        return new GuardHost(app, folder, audit);
    }

    internal static WebApplication Build(
        string folder, string policy, MemoryAudit audit, Action<WebApplicationBuilder>? build = null, Action<TrapezeOptions>? options = null)
    {
        File.WriteAllText(Path.Combine(folder, "policy.yaml"), policy);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = typeof(GuardHost).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication().AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters = Mint.Validation;
        });
        builder.Services.AddAuthorization();
        builder.Services.AddTrapeze(trapeze =>
        {
            trapeze.PolicyPath = Path.Combine(folder, "policy.yaml");
            trapeze.DataFolder = folder;
            trapeze.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
            options?.Invoke(trapeze);
        }).UseAuditLog(audit);
        build?.Invoke(builder);
        return builder.Build();
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await Client.SendAsync(request);
    }

    internal Task<HttpResponseMessage> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await App.StopAsync(soon.Token);
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
