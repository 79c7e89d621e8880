using Microsoft.Extensions.Logging;

namespace Trapeze.Shim.Telemetry;

/// <summary>Makes loggers for one scope.</summary>
internal sealed class BoundLoggerFactory(GuardedLoggerFactory factory, IRunning? bound) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => factory.Create(categoryName, bound);

    public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

    public void Dispose()
    {
        // The factory belongs to the host.
    }
}
