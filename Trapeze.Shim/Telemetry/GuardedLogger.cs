using Microsoft.Extensions.Logging;
using Trapeze.Policy.Channels;

namespace Trapeze.Shim.Telemetry;

/// <summary>A logger that writes an activation's line only if the activation's label flows to the log.</summary>
internal sealed class GuardedLogger(ILogger inner, IRunning? bound, bool tellsOfRequests) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) =>
        inner.IsEnabled(logLevel) && (Running is { } running ? TelemetryGate.Permits(running, ChannelKind.Log) : !tellsOfRequests);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        Running is null ? inner.BeginScope(state) : inner.BeginScope(FrozenState.OfScope(state));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        if (Running is { } running)
        {
            var frozen = FrozenState.Of(state, formatter(state, exception));
            var said = FrozenException.Of(exception);
            if (TelemetryGate.Judge(running, ChannelKind.Log))
            {
                inner.Log(logLevel, eventId, frozen, said, FrozenState.Format);
            }
        }
        else if (!tellsOfRequests)
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }

    // A scope that is bound to an activation which has not started belongs to nobody yet.
    private IRunning? Running => bound is { Activation: not null } ? bound : CurrentActivation.Value;
}
