using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Trapeze.Core.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Lambda;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Lambda.Runtime;

namespace Trapeze.Bench.Lambda;

/// <summary>The same small application with Trapeze or without, under Trapeze's Lambda host, as a process of its own.</summary>
internal static class LambdaApp
{
    /// <summary>The argument that makes this assembly one.</summary>
    internal const string Argument = "lambda-app";

    internal const string Guarded = "guarded";
    internal const string Plain = "plain";

    private const string Policy = """
        trapeze: 1
        labels: { public: , client(id): public, secret: client(*) }
        callers:
          - { when: { role: client }, are: client($sub) }
          - anonymous: public
        channels: { reply: caller }
        functions:
          json: { on: GET /json }
          rise: { on: "GET /rise/{mode}", raises: secret }
        """;

    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes("a development key of 32 bytes ..."));

    /// <summary>A token of a client.</summary>
    internal static string Token() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "bench",
        Audience = "bench",
        Expires = DateTime.UtcNow.AddDays(1),
        Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "alice", ["role"] = "client" },
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>An event of an HTTP API.</summary>
    internal static byte[] Event(string path, string token) => Encoding.UTF8.GetBytes(
        $$$"""
        {"version":"2.0","rawPath":"{{{path}}}","rawQueryString":"","headers":{"host":"bench.example","accept":"*/*","authorization":"Bearer {{{token}}}"},
        "requestContext":{"stage":"$default","http":{"method":"GET","path":"{{{path}}}","sourceIp":"203.0.113.7"} } }
        """);

    internal static async Task RunAsync(string kind)
    {
        var parts = new StartParts();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters = new() { ValidIssuer = "bench", ValidAudience = "bench", IssuerSigningKey = Key, ValidAlgorithms = ["HS256"] };
        });
        builder.Services.AddAuthorization();
        parts.Add("the builder, and authentication");
        if (kind == Guarded)
        {
            // First of all: a renewed process empties the folder for temporary files here.
            builder.UseTrapezeLambda(lambda =>
            {
                lambda.Function = null;
                lambda.DataFolderOutlivesProcess = true;
            });
            var folder = Directory.CreateTempSubdirectory("trapeze-bench-").FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "policy.yaml"), Policy);
            builder.Services.AddTrapeze(options =>
            {
                options.PolicyPath = Path.Combine(folder, "policy.yaml");
                options.DataFolder = folder;
                options.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
            });
        }
        else
        {
            LambdaHosting.AddServer(
                builder.Services,
                new LambdaProcess(new LambdaOptions(), ProcessRenewal.OfThisProcess(), handover: null),
                new RuntimeApi(builder.Configuration["AWS_LAMBDA_RUNTIME_API"]!));
            builder.Services.AddSingleton(TimeProvider.System);
        }

        parts.Add("Trapeze's services, and the policy's file");
        await using var app = builder.Build();
        parts.Add("the container, the policy, the store");
        if (kind == Guarded)
        {
            app.UseTrapeze();
        }

        parts.Add("the pipeline");

        app.MapGet("/json", () => new Greeting("hello", 42)).RequireAuthorization();
        app.MapGet("/rise/{mode}", (string mode, HttpContext context) => RiseAsync(mode, context.RequestServices.GetRequiredService<Activation>()));
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            parts.Add("the host's start");
            parts.Tell();
        });
        await app.RunAsync();
    }

    // What the hidden rest does after the reply was refused.
    private static async Task<string> RiseAsync(string mode, Activation activation)
    {
        activation.RaiseLabel(activation.Label.Order.Parse("secret"));
        switch (mode)
        {
            case "throws":
                throw new InvalidOperationException(mode);
            case "hangs":
                await new TaskCompletionSource().Task;
                break;
            case "allocates":
                var kept = new List<byte[]>();
                for (var megabyte = 0; megabyte < 200; megabyte++)
                {
                    kept.Add(GC.AllocateUninitializedArray<byte>(1024 * 1024));
                    kept[^1].AsSpan().Fill(1);
                }

                return $"{kept.Count}";
        }

        return mode;
    }

    internal sealed record Greeting(string Text, int Number);
}
