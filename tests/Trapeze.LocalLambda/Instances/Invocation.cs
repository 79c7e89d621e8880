using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Trapeze.LocalLambda.Instances;

/// <summary>One invocation, from its invoker until it is answered.</summary>
internal sealed class Invocation
{
    private readonly TaskCompletionSource<InvocationResult> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Invocation(LocalFunction function, ReadOnlyMemory<byte> payload, InvocationOptions options, TimeProvider time)
    {
        Function = function;
        Payload = payload;
        Options = options;
        Id = options.RequestId ?? Guid.NewGuid().ToString();
        TraceId = options.TraceId ?? NewTrace(time);
    }

    internal string Id { get; }

    internal string TraceId { get; }

    internal LocalFunction Function { get; }

    internal ReadOnlyMemory<byte> Payload { get; }

    internal InvocationOptions Options { get; }

    /// <summary>How often an instance that was started for it has not come up.</summary>
    internal int FailedStarts { get; set; }

    internal Task<InvocationResult> Answered => _answered.Task;

    internal bool TryAnswer(ReadOnlyMemory<byte> payload) => _answered.TrySetResult(new InvocationResult(Id, payload, null));

    internal bool TryFail(ReadOnlyMemory<byte> error) => _answered.TrySetResult(new InvocationResult(Id, error, "Unhandled"));

    internal bool TryFail(string type, string message) =>
        TryFail(JsonSerializer.SerializeToUtf8Bytes(new { errorType = type, errorMessage = $"RequestId: {Id} Error: {message}" }));

    internal bool TryThrottle() => _answered.TrySetException(InvocationRefusedException.Throttled());

    internal string TimedOut => string.Create(CultureInfo.InvariantCulture, $"Task timed out after {Function.Timeout.TotalSeconds:F2} seconds");

    private static string NewTrace(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture, $"Root=1-{time.GetUtcNow().ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, true)};Parent={RandomNumberGenerator.GetHexString(16, true)};Sampled=0");
}
