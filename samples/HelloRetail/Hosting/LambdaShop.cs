using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Workflows;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Lambda;

namespace HelloRetail.Hosting;

/// <summary>The shop in Lambda: the same functions, one of them in each process, with rows, events and keys in the services that the deployment's template names.</summary>
public static class LambdaShop
{
    /// <summary>The variable with the policy's file, where it is another than the package's.</summary>
    public const string Policy = "RETAIL_POLICY";

    /// <summary>The variable with the folder of the development tokens' key; without one, nobody has a token of a process.</summary>
    public const string Tokens = "RETAIL_TOKENS";

#pragma warning disable RS0030 // before there is anything to compose
    public static bool IsHere => Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { Length: > 0 };
#pragma warning restore RS0030

    public static async Task RunAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
#if AMAZON_LAMBDA_HOST
        builder.Services.AddAWSLambdaHosting(LambdaEventSource.HttpApi);
#else
        builder.UseTrapezeLambda();
#endif
        var data = Directory.CreateTempSubdirectory("shop-").FullName;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddShop(await EventSchemas.LoadAsync(), new WorkflowTimes(), DevelopmentTokens.Open(builder.Configuration[Tokens] ?? data, time));
        builder.Services.AddGuard(builder.Configuration[Policy] ?? PolicyFile.Source, data, backend: null).UseLambdaDeployment(builder.Configuration);
        await using var app = builder.Build();
        app.UseTrapeze();
        app.MapShop();
        await app.RunAsync();
    }
}
