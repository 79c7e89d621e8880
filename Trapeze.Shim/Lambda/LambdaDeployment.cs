using Microsoft.Extensions.Configuration;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Composition;
using Trapeze.Store;

namespace Trapeze.Shim.Lambda;

/// <summary>What the template of a deployment (<c>trapeze stack POLICY</c>) says to its processes by variables, taken into an application.</summary>
public static class LambdaDeployment
{
    private const string Facets = "TRAPEZE_FACETS";
    private const string Claims = "TRAPEZE_CLAIMS";
    private const string Queues = "TRAPEZE_QUEUES";
    private const string Keys = "TRAPEZE_KEYS";
    private const string Endpoint = "AWS_ENDPOINT_URL";
    private const string DynamoDbEndpoint = "AWS_ENDPOINT_URL_DYNAMODB";

    /// <summary>
    /// Keeps facets in the deployment's table, carries events by its queues, knows by its other table what has been done, signs with its secret, and records decisions on
    /// standard output. Where the variables are not set it does nothing.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="configuration">The application's configuration, with the environment's variables in it.</param>
    public static TrapezeBuilder UseLambdaDeployment(this TrapezeBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[Facets] is not { Length: > 0 } facets)
        {
            return builder;
        }

        var tables = Address(configuration[DynamoDbEndpoint] ?? configuration[Endpoint]);
        builder.UseStore(new DynamoDbBackend { TableName = facets, ServiceUrl = tables }).UseStandardOutputAudit();
        if (Address(configuration[Endpoint]) is { } services)
        {
            builder.UseAws(new AwsOptions { ServiceUrl = services });
        }

        if (configuration[Claims] is { Length: > 0 } claims)
        {
            builder.UseDynamoDbClaims(options =>
            {
                options.TableName = claims;
                options.ServiceUrl = tables;
            });
        }

        if (configuration[Queues] is { Length: > 0 } queues)
        {
            builder.UseSqsEvents(options => options.QueuePrefix = queues);
        }

        return configuration[Keys] is { Length: > 0 } keys ? builder.UseSecretsManagerKeys(keys) : builder;
    }

    private static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
}
