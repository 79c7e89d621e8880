using Microsoft.Extensions.Logging;

namespace Trapeze.Shim;

/// <summary>What the shim logs.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "function {Function} failed")]
    internal static partial void FunctionFailed(this ILogger logger, string function, Exception exception);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "the changed policy is in force\n{Diagnostics}")]
    internal static partial void PolicyTaken(this ILogger logger, string diagnostics);

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "the changed policy is refused, the one before stays in force\n{Diagnostics}")]
    internal static partial void PolicyRefused(this ILogger logger, string diagnostics);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "the caller's token could not be checked")]
    internal static partial void AuthenticationFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 105, Level = LogLevel.Critical, Message = "this process ends: Lambda cannot be served")]
    internal static partial void LambdaFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 106, Level = LogLevel.Error, Message = "a request failed in front of the guard")]
    internal static partial void RequestFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 104, Level = LogLevel.Critical, Message = "the faceted store cannot be read or written")]
    internal static partial void StorageFailed(this ILogger logger, IOException exception);
}
