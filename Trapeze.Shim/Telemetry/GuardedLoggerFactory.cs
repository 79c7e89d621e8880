using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Trapeze.Shim.Telemetry;

/// <summary>The host's logger factory, with every logger guarded.</summary>
internal sealed class GuardedLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => Create(categoryName, bound: null);

    /// <summary>Refused: whoever adds a provider sees every line that the log may have, and function code can ask for the factory.</summary>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("logger providers are added to the host's builder, before it starts");

    public void Dispose() => inner.Dispose();

    /// <summary>Loggers that belong to what <paramref name="bound"/> belongs to, wherever they are used.</summary>
    internal ILogger Create(string categoryName, IRunning? bound)
    {
        ArgumentNullException.ThrowIfNull(categoryName);
        return RequestCategories.AreServers(categoryName)
            ? NullLogger.Instance
            : new GuardedLogger(inner.CreateLogger(categoryName), bound, RequestCategories.Contain(categoryName));
    }
}
