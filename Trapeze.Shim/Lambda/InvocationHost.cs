using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Shim.Authentication;
using Trapeze.Shim.Guard;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Lambda.Runtime;

namespace Trapeze.Shim.Lambda;

/// <summary>This process, as one invocation's activations see it.</summary>
internal sealed class InvocationHost(Invocation invocation, Instance instance, LambdaOptions options, IRenewal renewal) : IRequestHost
{
    private readonly Lock _lock = new();
    private readonly List<Task> _rest = [];
    private readonly List<Action> _stops = [];
    private readonly TaskCompletionSource _replySent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public Task ReplySent => _replySent.Task;

    /// <summary>Ends when no code of the invocation's activations runs any more.</summary>
    internal Task Rest
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_rest);
            }
        }
    }

    /// <inheritdoc/>
    public bool Serves(Caller caller) => invocation.Tenant is null
        ? options.TenantClaim is null
        : options.TenantClaim is { } claim && caller.Principal?.FindAll(claim).ToList() is [var said] && string.Equals(said.Value, invocation.Tenant, StringComparison.Ordinal);

    /// <inheritdoc/>
    public ValueTask EnterAsync(Label start)
    {
        // Alone: a process that is renewed is handed one invocation at a time.
        if (options.WarmProcess == WarmProcess.Renewed && !instance.Admits(start, mayRise: true))
        {
            renewal.Renew(invocation, default);
        }

        return default;
    }

    /// <inheritdoc/>
    public void Begin(Activation activation, Task rest, Action stop)
    {
        instance.Begin(activation, mayRise: true, rest);
        lock (_lock)
        {
            _rest.Add(rest);
            _stops.Add(stop);
        }
    }

    /// <summary>Lambda has the reply: what waited for that goes on.</summary>
    internal void OnReplySent() => _replySent.TrySetResult();

    /// <summary>Has something more asked to stop.</summary>
    internal void OnStop(Action stop)
    {
        lock (_lock)
        {
            _stops.Add(stop);
        }
    }

    /// <summary>Asks what still runs to stop.</summary>
    internal void Stop()
    {
        Action[] stops;
        lock (_lock)
        {
            stops = [.. _stops];
        }

        foreach (var stop in stops)
        {
            stop();
        }
    }
}
