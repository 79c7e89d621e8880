namespace Trapeze.LocalLambda;

/// <summary>Lambda did not take an invocation.</summary>
public sealed class InvocationRefusedException(int status, string type, string message) : Exception(message)
{
    /// <summary>The HTTP status of the refusal.</summary>
    public int Status => status;

    /// <summary>Lambda's name of it.</summary>
    public string Type => type;

    internal static InvocationRefusedException Throttled() => new(429, "TooManyRequestsException", "Rate Exceeded.");

    internal static InvocationRefusedException NotFound(string function) => new(404, "ResourceNotFoundException", $"Function not found: {LocalNames.FunctionArn(function)}");
}
