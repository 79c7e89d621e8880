using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Policy.Functions;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Guard.Routes;
using Trapeze.Shim.Telemetry;

namespace Trapeze.Shim.Guard.Context;

/// <content>The function's own services, caller, identifiers and end.</content>
internal sealed partial class GuardedContext :
    IServiceProvidersFeature, IHttpRequestLifetimeFeature, IHttpRequestIdentifierFeature, IHttpAuthenticationFeature, IAuthenticateResultFeature, IItemsFeature,
    IRunning
{
    private readonly bool _cors;
    private AsyncServiceScope? _scope;
    private IServiceProvider? _provider;
    private FlowPolicy? _policy;
    private CancellationTokenSource? _aborted;
    private CancellationToken? _otherAborted;
    private AuthenticateResult? _authenticated;
    private RouteTable? _routes;
    private FunctionPolicy? _function;

    Activation? IRunning.Activation => Activation;

    FlowPolicy? IRunning.Policy => _policy;

    IServiceProvider IServiceProvidersFeature.RequestServices
    {
        get => _provider ??= OpenScope();
        set => _provider = value;
    }

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted
    {
        get => _otherAborted ?? AbortSource().Token;
        set => _otherAborted = value;
    }

    // The server numbers its requests and connections one after the other: who sees two numbers knows how many others came between.
    string IHttpRequestIdentifierFeature.TraceIdentifier
    {
        get => _identifier ??= ActivationHeader ?? Guid.NewGuid().ToString("N");
        set => _identifier = value;
    }

    ClaimsPrincipal? IHttpAuthenticationFeature.User
    {
        get => _user;
        set => _user = value;
    }

    AuthenticateResult? IAuthenticateResultFeature.AuthenticateResult
    {
        get => _authenticated;
        set => _authenticated = value;
    }

    IDictionary<object, object?> IItemsFeature.Items
    {
        get => Items;
        set => Items = value;
    }

    void IHttpRequestLifetimeFeature.Abort()
    {
        if (Activation is { } activation)
        {
            _turn.Abort(activation);
            CancelApart();
        }
    }

    /// <summary>The execution context that the function's code began in.</summary>
    internal ExecutionContext? Execution { get; set; }

    /// <summary>The run of the function, or of what follows it, where the server called.</summary>
    internal Task Running { get; set; } = Task.CompletedTask;

    /// <summary>Which function the policy admitted, and so which endpoints may run if middleware behind the guard chooses one.</summary>
    internal void Admit(RouteTable routes, FunctionPolicy function)
    {
        _routes = routes;
        _function = function;
    }

    /// <summary>Cancels the function's token; what function code hooked on it runs where the function itself runs.</summary>
    internal void CancelApart()
    {
        if (Volatile.Read(ref _aborted) is { } source)
        {
            _turn.RunApart(source.Cancel);
        }
    }

    /// <summary>Cancels the function's token, or the one that it will ask for.</summary>
    internal void CancelNowOrLater()
    {
        AbortSource();
        CancelApart();
    }

    /// <summary>Runs what wanted to run after the reply, and disposes of the function's scope: that is its end.</summary>
    internal async Task EndAsync()
    {
        for (var i = (_completed?.Count ?? 0) - 1; i >= 0; i--)
        {
            var (callback, state) = _completed![i];
            try
            {
                await callback(state);
            }
#pragma warning disable CA1031 // one callback's failure keeps the others from running no more than in the server
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _services.Log(this, exception);
            }
        }

        if (_scope is { } scope)
        {
            _scope = null;
            try
            {
                await scope.DisposeAsync();
            }
#pragma warning disable CA1031 // the server would tell its own log of it, whoever reads that
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _services.Log(this, exception);
            }
        }

        Activation?.End();
    }

    /// <summary>The same in the execution context of the function, wherever it is called.</summary>
    internal Task EndThereAsync()
    {
        ExecutionContext.Run(Execution!, static context => ((GuardedContext)context!).Running = ((GuardedContext)context).EndAsync(), this);
        return Running;
    }

    private IServiceProvider OpenScope()
    {
        var scope = _services.Scopes.CreateAsyncScope();
        _scope = scope;
        if (Activation is { } activation)
        {
            ActivationScopes.Bind(scope.ServiceProvider, activation, _policy!, stopping: () => AbortSource().Token);
        }

        return scope.ServiceProvider;
    }

    private CancellationTokenSource AbortSource()
    {
        if (Volatile.Read(ref _aborted) is { } there)
        {
            return there;
        }

        var made = new CancellationTokenSource();
        if (Interlocked.CompareExchange(ref _aborted, made, null) is { } first)
        {
            made.Dispose();
            return first;
        }

        _turn.LinkAbort();
        return made;
    }
}
