using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Trapeze.Core.Labels;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Client;

/// <summary>The first handler of the pipeline and the last that is reached: it answers from the engine.</summary>
internal sealed class EngineHandler : PipelineHandler
{
    private StoreEngine? _engine;
    private Func<Label>? _label;

    internal void Attach(StoreEngine engine, Func<Label> label)
    {
        _engine = engine;
        _label = label;
    }

    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        var (engine, label) = Attached();
        // `Table.LoadTable` calls synchronously. On another thread, so that a caller's synchronisation context cannot hold up the answer.
        executionContext.ResponseContext.Response =
            Task.Run(async () => await engine.RunAsync(executionContext.RequestContext.OriginalRequest, label)).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        var response = await RunAsync<AmazonWebServiceResponse>(executionContext.RequestContext.OriginalRequest, executionContext.RequestContext.CancellationToken);
        executionContext.ResponseContext.Response = response;
        return (T)(object)response;
    }

    /// <summary>Answers a request at the label of this moment.</summary>
    internal Task<T> RunAsync<T>(AmazonWebServiceRequest request, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        var (engine, label) = Attached();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var answer = engine.RunAsync(request, label);
        return answer.IsCompletedSuccessfully ? Task.FromResult((T)answer.Result) : AwaitAsync<T>(answer);
    }

    private (StoreEngine Engine, Func<Label> Label) Attached() =>
        _engine is { } engine && _label is { } label ? (engine, label) : throw new InvalidOperationException("the client is not attached to a store");

    private static async Task<T> AwaitAsync<T>(ValueTask<AmazonWebServiceResponse> answer)
        where T : AmazonWebServiceResponse => (T)await answer;
}
