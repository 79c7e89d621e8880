using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace BadApp.Insensitive;

/// <summary>Passes on a line only if the activation's label flows to the log's.</summary>
internal sealed class CheckedLog<T>(ILogger inner, Activation activation, Label channel) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => activation.Label.FlowsTo(channel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
