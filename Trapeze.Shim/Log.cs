using Microsoft.Extensions.Logging;

namespace Trapeze.Shim;

/// <summary>What the shim logs.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "function {Function} failed")]
    internal static partial void FunctionFailed(this ILogger logger, string function, Exception exception);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "the caller's token could not be checked")]
    internal static partial void AuthenticationFailed(this ILogger logger, Exception exception);
}
