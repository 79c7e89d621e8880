using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Instances;

/// <summary>An execution environment: a port of its own with the Runtime API, and the process behind it, unless a test plays that.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private readonly RawServer _server;

    internal Instance(FunctionPool pool, TimeProvider time)
    {
        Name = $"{time.GetUtcNow():yyyy'/'MM'/'dd}/[$LATEST]{Guid.NewGuid():n}";
        _server = new RawServer(RuntimeApi.MostBody, new RuntimeApi(pool, this).AnswerAsync);
    }

    /// <summary>The name of its log stream.</summary>
    internal string Name { get; }

    internal string Api => _server.Authority;

    internal TaskCompletionSource Initialised { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Asked for what comes after the picture of it (SnapStart); and went on from that.</summary>
    internal TaskCompletionSource Pictured { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource Restored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // What follows changes under the pool's lock only.
    internal InstanceProcess? Process { get; set; }

    internal Dictionary<string, Running> Running { get; } = new(StringComparer.Ordinal);

    internal LinkedList<TaskCompletionSource<Invocation>> Polls { get; } = [];

    internal ReadOnlyMemory<byte>? InitError { get; set; }

    internal long LastUse { get; set; }

    /// <summary>Whether it is to end, and takes nothing more.</summary>
    internal bool IsEnding { get; set; }

    internal bool IsGone { get; set; }

    internal bool HasAsked => Initialised.Task.IsCompletedSuccessfully;

    public async ValueTask DisposeAsync()
    {
        if (Process is { } process)
        {
            await process.DisposeAsync();
        }

        await _server.DisposeAsync();
    }
}
