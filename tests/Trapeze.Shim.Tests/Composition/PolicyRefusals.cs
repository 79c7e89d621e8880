using Microsoft.Extensions.Logging;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>Waits for the operator's log to say that a changed policy is refused.</summary>
internal sealed class PolicyRefusals : ILoggerProvider, ILogger
{
    private const int PolicyRefused = 103;

    private readonly TaskCompletionSource<string> _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<string> Refusal => _refusal.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == PolicyRefused)
        {
            _refusal.TrySetResult(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
