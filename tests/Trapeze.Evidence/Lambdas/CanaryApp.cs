using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Core.Activations;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Lambda;

namespace Trapeze.Evidence.Lambdas;

/// <summary>A hostile application in Lambda, as a process of its own: each of its functions looks for what others have left, and leaves what it knows.</summary>
internal static class CanaryApp
{
    /// <summary>The argument that makes this assembly one.</summary>
    internal const string Argument = "canary-app";

    /// <summary>Names the folder of its data, which outlives it.</summary>
    internal const string DataVariable = "CANARY_DATA";

    /// <summary>If it is set, the process is for all labels: what is planted is found then.</summary>
    internal const string SharedVariable = "CANARY_SHARED";

    internal const string Policy = """
        trapeze: 1
        labels:
          public:
          client(id): public
          secret: client(*)
        callers:
          - { when: { role: client }, are: client($sub) }
          - { when: { role: owner }, are: secret }
          - anonymous: public
        channels:
          reply: caller
        sources:
          canaries: { sqs: canaries, event: leave }
        functions:
          leave: { on: event leave, raises: secret }
          stay: { on: "POST /stay/{canary}" }
          rise: { on: "POST /rise/{canary}/{hidden}", raises: secret }
        """;

    /// <summary>The keys that records are signed with.</summary>
    internal static EnvelopeKeys Keys { get; } = new(new EnvelopeKey("canaries", "a key of the canaries, of 32 bytes"u8.ToArray()));

    internal static async Task RunAsync()
    {
        CanaryPlaces.StartFolder = CanaryPlaces.CurrentFolder();
        var data = Environment.GetEnvironmentVariable(DataVariable) ?? throw new InvalidOperationException($"{DataVariable} is not set");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<CanaryPlaces>();
        builder.Services.AddAuthentication().AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters = new Tokens().Validation;
        });
        var trapeze = builder.Services.AddTrapeze(options =>
        {
            options.PolicyPath = Path.Combine(data, "policy.yaml");
            options.DataFolder = data;
            options.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
        });
        trapeze.AddFunction<CanaryRecord>("leave").UseEnvelopeKeys(Keys);
        builder.UseTrapezeLambda(lambda =>
        {
            lambda.DataFolderOutlivesProcess = true;

            lambda.WarmProcess = Environment.GetEnvironmentVariable(SharedVariable) is null ? WarmProcess.Renewed : WarmProcess.SharedByAllLabels;

            // Both of its functions, whatever the instance is called.
            lambda.Function = null;
        });
        await using var app = builder.Build();
        app.UseTrapeze();
        app.MapPost("/stay/{canary}", (string canary, CanaryPlaces places) => Results.Text(LookAndPlant(places, canary)));
        app.MapPost("/rise/{canary}/{hidden}", (string canary, string hidden, CanaryPlaces places, Activation activation) =>
        {
            LookAndPlant(places, canary);
            activation.RaiseLabel(activation.Label.Order.Parse("secret"));
            places.Plant(hidden);
        });
        await app.RunAsync();
    }

    /// <summary>What was found, a line each; the canary is planted then.</summary>
    internal static string LookAndPlant(CanaryPlaces places, string canary)
    {
        var found = string.Join('\n', places.Look().Select(found => $"{found.Place}\t{found.Canary}").Distinct(StringComparer.Ordinal));
        places.Plant(canary);
        return found;
    }
}
