using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Policy;
using Trapeze.Shim.Composition;

namespace Trapeze.Bench.Shim;

/// <summary>The same small application with Trapeze or without, on a real Kestrel over loopback.</summary>
internal sealed class ShimApp : IAsyncDisposable
{
    private const string Policy = """
        trapeze: 1
        labels: { public: , client(id): public, secret: client(*) }
        callers:
          - when: { role: client }
            are: client($sub)
          - anonymous: public
        channels: { reply: caller }
        functions:
          json: { on: GET /json }
          rise: { on: "GET /rise/{mode}", raises: secret }
        """;

    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes("a development key of 32 bytes ..."));

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly ManualResetEventSlim _release = new(initialState: true);

    private ShimApp(bool isGuarded, bool isAudited, bool isApart)
    {
        _folder = Directory.CreateTempSubdirectory("trapeze-bench-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = _folder });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters = new() { ValidIssuer = "bench", ValidAudience = "bench", IssuerSigningKey = Key, ValidAlgorithms = ["HS256"] };
        });
        builder.Services.AddAuthorization();
        if (isGuarded)
        {
            File.WriteAllText(Path.Combine(_folder, "policy.yaml"), Policy);
            var trapeze = builder.Services.AddTrapeze(options =>
            {
                options.PolicyPath = Path.Combine(_folder, "policy.yaml");
                options.DataFolder = _folder;
                options.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
                options.HiddenRunsPerLabel = 1_000_000;
                options.HiddenRuns = 1_000_000;
                options.EveryFunctionApart = isApart;
            });
            if (!isAudited)
            {
                trapeze.UseAuditLog(new NoAudit());
            }
        }

        _app = builder.Build();
        if (isGuarded)
        {
            _app.UseTrapeze();
        }

        _app.MapGet("/json", () => new Greeting("hello", 42)).RequireAuthorization();
        if (isGuarded)
        {
            _app.MapGet("/rise/{mode}", RiseAsync);
        }
    }

    internal static string Token { get; } = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "bench",
        Audience = "bench",
        Expires = DateTime.UtcNow.AddDays(1),
        Claims = new Dictionary<string, object> { ["sub"] = "alice", ["role"] = "client" },
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
    });

    internal int Port => new Uri(_app.Urls.First()).Port;

    internal static async Task<ShimApp> StartAsync(bool isGuarded, bool isAudited = false, bool isApart = false)
    {
        var app = new ShimApp(isGuarded, isAudited, isApart);
        await app._app.StartAsync();
        return app;
    }

    /// <summary>From now on handlers that hang do so.</summary>
    internal void Hold() => _release.Reset();

    internal void Release() => _release.Set();

    public async ValueTask DisposeAsync()
    {
        _release.Set();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _release.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RiseAsync(string mode, Activation activation, FlowPolicy policy)
    {
        activation.RaiseLabel(policy.Order.Label("secret"));
        if (mode == "block")
        {
            _release.Wait();
        }
        else if (mode == "hang")
        {
            await new TaskCompletionSource().Task;
        }
    }

    private sealed record Greeting(string Message, int Number);

    private sealed class NoAudit : IAuditLog
    {
        public void Record(in AuditRecord record)
        {
        }
    }
}
