using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Trapeze.Shim.Tests.Telemetry;

/// <summary>A log provider that keeps what reaches it, and looks at it only when asked: as late as a provider may.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<Func<string>> _lines = new();
    private readonly AsyncLocal<string?> _scope = new();

    internal IReadOnlyList<string> Written => [.. _lines.Select(line => line())];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _scope.Value = state.ToString();
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var scope = _scope.Value;
        _lines.Enqueue(() => $"{scope}|{formatter(state, exception)}|{exception}|{string.Join(',', (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(value => value.Value))}");
    }

    public void Dispose()
    {
    }
}
