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

    /// <summary>Whether an activation may start in this process.</summary>
    internal bool Admits(Label start) => options.WarmProcess == WarmProcess.SharedByAllLabels || instance.Admits(start);

    /// <inheritdoc/>
    public bool Serves(Caller caller) => invocation.Tenant is null
        ? options.TenantClaim is null
        : options.TenantClaim is { } claim && caller.Principal?.FindAll(claim).ToList() is [var said] && string.Equals(said.Value, invocation.Tenant, StringComparison.Ordinal);

    /// <inheritdoc/>
    public ValueTask EnterAsync(Label start)
    {
        if (!Admits(start))
        {
            renewal.Renew(invocation, default);
        }

        return default;
    }

    /// <inheritdoc/>
    public void Begin(Activation activation, Task rest, Action stop)
    {
        instance.Begin(activation);
        lock (_lock)
        {
            _rest.Add(EndAsync(activation, rest));
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

    private async Task EndAsync(Activation activation, Task rest)
    {
        await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        instance.End(activation);
    }
}
