using Trapeze.LocalLambda.Instances;

namespace Trapeze.LocalLambda;

/// <summary>An instance whose runtime the test plays: an address of the Runtime API.</summary>
public sealed class AttachedInstance : IAsyncDisposable
{
    private readonly FunctionPool _pool;
    private readonly Instance _instance;

    internal AttachedInstance(FunctionPool pool, LocalFunction function)
    {
        _pool = pool;
        _instance = pool.Attach();
        RuntimeApi = _instance.Api;
        Function = function;
    }

    /// <summary>The value of <c>AWS_LAMBDA_RUNTIME_API</c>: host and port.</summary>
    public string RuntimeApi { get; }

    /// <summary>The function that it serves.</summary>
    public LocalFunction Function { get; }

    /// <summary>Whether Lambda would have killed it: an invocation has taken too long.</summary>
    public bool IsGone => _instance.IsGone;

    /// <summary>Completes when the runtime is ready for the picture that SnapStart takes: it has asked for what comes after.</summary>
    public Task Pictured => _instance.Pictured.Task;

    /// <summary>Lets it go on from the picture.</summary>
    public void Restore() => _instance.Restored.TrySetResult();

    /// <summary>Takes it away; what it runs fails.</summary>
    public async ValueTask DisposeAsync() => await _pool.DetachAsync(_instance);
}
