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
    public override void InvokeSync(IExecutionContext executionContext) =>
        throw StoreErrors.NotSupported("a synchronous call");

    /// <inheritdoc/>
    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        if (_engine is null || _label is null)
        {
            throw new InvalidOperationException("the client is not attached to a store");
        }

        var request = executionContext.RequestContext;
        if (request.CancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(request.CancellationToken);
        }

        var answer = _engine.RunAsync(request.OriginalRequest, _label());
        return answer.IsCompletedSuccessfully ? Task.FromResult(Answer<T>(executionContext, answer.Result)) : AwaitAsync<T>(executionContext, answer);
    }

    private static async Task<T> AwaitAsync<T>(IExecutionContext context, ValueTask<AmazonWebServiceResponse> answer) =>
        Answer<T>(context, await answer);

    private static T Answer<T>(IExecutionContext context, AmazonWebServiceResponse response)
    {
        context.ResponseContext.Response = response;
        return (T)(object)response;
    }
}
