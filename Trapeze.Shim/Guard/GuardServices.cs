using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trapeze.Core.Activations;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Guard.Context;
using Trapeze.Shim.Guard.Rising;
using Trapeze.Shim.Telemetry;
using Trapeze.Shim.Threads;

namespace Trapeze.Shim.Guard;

/// <summary>What all guarded requests share; nothing of it belongs to one of them.</summary>
internal sealed class GuardServices(
    IServiceScopeFactory scopes,
    AuditedMonitor monitor,
    OwnThreads threads,
    SettledOptions options,
    ServedFunction served,
    IOptions<FormOptions> forms,
    TimeProvider clock,
    IServiceProvider provider)
{
    private static readonly string Category = typeof(Turn).FullName!;
    private readonly ILoggerFactory _loggers = provider.GetRequiredService<ILoggerFactory>();

    internal IServiceScopeFactory Scopes { get; } = scopes;

    internal ReferenceMonitor Monitor { get; } = monitor.Monitor;

    /// <summary>Threads of their own for functions that may rise out of sight.</summary>
    internal OwnThreads Threads { get; } = threads;

    internal TrapezeOptions Options { get; } = options.Value;

    /// <summary>Which functions this process serves.</summary>
    internal ServedFunction Served { get; } = served;

    internal FormOptions Forms { get; } = forms.Value;

    internal IHttpContextAccessor? Accessor { get; } = provider.GetService<IHttpContextAccessor>();

    internal RisingQuota Quota { get; } = new(options.Value.HiddenRunsPerLabel, options.Value.HiddenRuns, options.Value.HiddenDeadline, clock);

    /// <summary>Tells the function's own log, which the policy judges at the activation's label, of a failure that no reply can carry.</summary>
    internal void Log(GuardedContext context, Exception exception)
    {
        try
        {
            // Bound to the activation whatever is ambient, and there when its services are disposed of.
            (_loggers as GuardedLoggerFactory)?.Create(Category, context).FunctionFailed(context.Activation!.Function, exception);
        }
#pragma warning disable CA1031 // a log that fails changes nothing
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
