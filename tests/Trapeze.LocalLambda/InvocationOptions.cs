namespace Trapeze.LocalLambda;

/// <summary>What an invoker says besides the payload.</summary>
public sealed record InvocationOptions
{
    /// <summary>The client context, as JSON.</summary>
    public string? ClientContext { get; init; }

    /// <summary>The caller's identity of Cognito, as JSON.</summary>
    public string? CognitoIdentity { get; init; }

    /// <summary>The tenant, of a function that is isolated by tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>The request's id; one is made if none is given.</summary>
    public string? RequestId { get; init; }

    /// <summary>X-Ray's trace; one is made if none is given.</summary>
    public string? TraceId { get; init; }
}
