using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Trapeze.Core.Labels;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Client;

/// <summary>A genuine client whose requests end in the engine: no network, no credentials, no region is ever looked up.</summary>
internal sealed class FacetedClient : AmazonDynamoDBClient
{
    private readonly EngineHandler _handler;

    internal FacetedClient(StoreEngine engine, Func<Label> label)
        : base(new AnonymousAWSCredentials(), Unreachable())
    {
        _handler = Handler;
        _handler.Attach(engine, label);
    }

    // The base constructor calls CustomizeRuntimePipeline before this one runs: the handler is made there and given its engine here.
    private EngineHandler Handler { get; set; } = null!;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerBefore<MetricsHandler>(Handler = new EngineHandler());
    }

    // An address that cannot exist (RFC 2606): should a request ever get past the handler, it goes nowhere.
    private static AmazonDynamoDBConfig Unreachable() => new()
    {
        ServiceURL = "https://dynamodb.invalid",
        AuthenticationRegion = "invalid",
        IgnoreConfiguredEndpointUrls = true,
        MaxErrorRetry = 0,
        DefaultConfigurationMode = DefaultConfigurationMode.Standard,
    };
}
