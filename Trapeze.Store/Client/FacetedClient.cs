using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Trapeze.Core.Labels;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Client;

/// <summary>A genuine client whose requests end in the engine: no network, no credentials, no region is ever looked up.</summary>
/// <remarks>
/// The most frequent operations go there directly, because the pipeline's contexts cost more than the engine; all others, and every synchronous
/// call, come through the pipeline's first handler.
/// </remarks>
internal sealed class FacetedClient : AmazonDynamoDBClient
{
    private readonly EngineHandler _handler;
    private volatile bool _disposed;

    internal FacetedClient(StoreEngine engine, Func<Label> label)
        : base(new AnonymousAWSCredentials(), Unreachable())
    {
        _handler = Handler;
        _handler.Attach(engine, label);
    }

    // The base constructor calls CustomizeRuntimePipeline before this one runs: the handler is made there and given its engine here.
    private EngineHandler Handler { get; set; } = null!;

    /// <inheritdoc/>
    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        RunAsync<GetItemResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default) =>
        RunAsync<PutItemResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default) =>
        RunAsync<UpdateItemResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<DeleteItemResponse> DeleteItemAsync(DeleteItemRequest request, CancellationToken cancellationToken = default) =>
        RunAsync<DeleteItemResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
        RunAsync<QueryResponse>(request, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerBefore<MetricsHandler>(Handler = new EngineHandler());
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }

    private Task<T> RunAsync<T>(AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(request);
        return _handler.RunAsync<T>(request, cancellationToken);
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
