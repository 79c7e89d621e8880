using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Shim.Activations;

namespace Trapeze.Shim.Telemetry;

/// <summary>The logger that is injected: in an activation's scope it is bound to the activation.</summary>
internal sealed class ScopedLogger<T>(ILoggerFactory factory, IServiceProvider scope, RootServices root) : ILogger<T>
{
    private readonly ILogger _logger = new Logger<T>(
        factory is GuardedLoggerFactory guarded
            ? new BoundLoggerFactory(guarded, ReferenceEquals(scope, root.Provider) ? null : scope.GetService<ActivationContext>())
            : throw new InvalidOperationException("the logger factory was replaced after AddTrapeze; add Trapeze last"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _logger.Log(logLevel, eventId, state, exception, formatter);
}
