using System.Text;

namespace Trapeze.LocalLambda;

/// <summary>What an invoker gets.</summary>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Payload">The function's answer, or what went wrong as <c>{"errorMessage", "errorType"}</c>.</param>
/// <param name="FunctionError">Lambda's header of that name, if something went wrong.</param>
public sealed record InvocationResult(string RequestId, ReadOnlyMemory<byte> Payload, string? FunctionError)
{
    /// <summary>The payload as text.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span);
}
