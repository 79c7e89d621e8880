using System.Collections.Concurrent;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Lambda.Runtime;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>Notes that the process would be renewed here. As a real renewal does, it does not go on with what asked for it.</summary>
internal sealed class NotedRenewal : IRenewal
{
    private readonly ConcurrentQueue<Invocation?> _asked = new();

    internal IReadOnlyList<Invocation?> Asked => [.. _asked];

    /// <summary>Ends with the first renewal.</summary>
    internal TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Renew(Invocation? next, ReadOnlyMemory<byte> progress)
    {
        _asked.Enqueue(next);
        First.TrySetResult();
        throw new OperationCanceledException("the process is another one now");
    }
}
