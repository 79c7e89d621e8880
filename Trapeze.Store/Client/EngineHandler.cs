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
    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        var (engine, label) = Attached();
        var request = executionContext.RequestContext;
        if (request.CancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(request.CancellationToken);
        }

        var answer = engine.RunAsync(request.OriginalRequest, label);
        return answer.IsCompletedSuccessfully ? Task.FromResult(Answer<T>(executionContext, answer.Result)) : AwaitAsync<T>(executionContext, answer);
    }

    private (StoreEngine Engine, Func<Label> Label) Attached() =>
        _engine is { } engine && _label is { } label ? (engine, label) : throw new InvalidOperationException("the client is not attached to a store");

    private static async Task<T> AwaitAsync<T>(IExecutionContext context, ValueTask<AmazonWebServiceResponse> answer) =>
        Answer<T>(context, await answer);

    private static T Answer<T>(IExecutionContext context, AmazonWebServiceResponse response)
    {
        context.ResponseContext.Response = response;
        return (T)(object)response;
    }
}
