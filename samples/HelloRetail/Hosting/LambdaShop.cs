using Amazon.Runtime;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Workflows;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Lambda;
using Trapeze.Store;

namespace HelloRetail.Hosting;

/// <summary>The shop in Lambda: the same functions, one of them in each process, with rows, events, claims and keys in AWS's services.</summary>
/// <remarks>Its settings are environment variables, <c>RETAIL_…</c>; where an address is given, a service on this machine stands in for AWS's.</remarks>
public static class LambdaShop
{
    /// <summary>The policy's file.</summary>
    public const string Policy = "RETAIL_POLICY";

    /// <summary>The folder with the key of the development tokens.</summary>
    public const string Tokens = "RETAIL_TOKENS";

    /// <summary>The table of the store.</summary>
    public const string Table = "RETAIL_TABLE";

    /// <summary>The table of claims.</summary>
    public const string Claims = "RETAIL_CLAIMS";

    /// <summary>What the URLs of the functions' queues begin with.</summary>
    public const string Queues = "RETAIL_QUEUES";

    /// <summary>The secret with the keys of envelopes.</summary>
    public const string Secret = "RETAIL_SECRET";

    /// <summary>Where DynamoDB is, if not in AWS.</summary>
    public const string DynamoDb = "RETAIL_DYNAMODB";

    /// <summary>Where all other services are, if not in AWS.</summary>
    public const string Services = "RETAIL_SERVICES";

    private static readonly TimeSpan LocalPatience = TimeSpan.FromSeconds(10);

    public static bool IsHere => Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API") is { Length: > 0 };

    public static async Task RunAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.UseTrapezeLambda();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddShop(await EventSchemas.LoadAsync(), new WorkflowTimes(), DevelopmentTokens.Open(Required(builder, Tokens), time));
        AddServices(builder);
        await using var app = builder.Build();
        app.UseTrapeze();
        app.MapShop();
        await app.RunAsync();
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var (store, services) = (Address(builder, DynamoDb), Address(builder, Services));
        var local = new BasicAWSCredentials("local", "local");
        var backend = new DynamoDbBackend
        {
            TableName = Required(builder, Table),
            ServiceUrl = store,
            Credentials = store is null ? null : local,
            RequestTimeout = store is null ? TimeSpan.FromSeconds(3) : LocalPatience,
        };
        builder.Services.AddGuard(Required(builder, Policy), Path.Combine(Path.GetTempPath(), "shop"), backend)
            .UseAws(new AwsOptions { ServiceUrl = services })
            .UseSqsEvents(events => events.QueuePrefix = Required(builder, Queues))
            .UseDynamoDbClaims(claims =>
            {
                claims.TableName = Required(builder, Claims);
                claims.ServiceUrl = store;
                claims.Credentials = store is null ? null : local;
                claims.RequestTimeout = LocalPatience;
            })
            .UseSecretsManagerKeys(Required(builder, Secret))
            .UseStandardOutputAudit();
    }

    private static string Required(WebApplicationBuilder builder, string name) =>
        builder.Configuration[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"the environment has no `{name}`");

    private static Uri? Address(WebApplicationBuilder builder, string name) => builder.Configuration[name] is { Length: > 0 } value ? new Uri(value) : null;
}
