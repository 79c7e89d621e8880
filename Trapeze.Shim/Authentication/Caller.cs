using System.Runtime.InteropServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Trapeze.Shim.Authentication;

/// <summary>Whom a request comes from. The default value is a caller that could not be verified.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Caller
{
    private Caller(AuthenticateResult? result)
    {
        Result = result;
        IsVerified = true;
    }

    /// <summary>Credentials that nobody vouches for.</summary>
    internal static Caller Unknown => default;

    /// <summary>No credentials at all.</summary>
    internal static Caller Anonymous { get; } = new(null);

    /// <summary>Whether the request may go on to the policy.</summary>
    internal bool IsVerified { get; }

    /// <summary>Whom the token names; <see langword="null"/> for an anonymous caller.</summary>
    internal ClaimsPrincipal? Principal => Result?.Principal;

    /// <summary>What the scheme said; <see langword="null"/> for an anonymous caller.</summary>
    internal AuthenticateResult? Result { get; }

    /// <summary>Whether one of the principal's identities is authenticated is for the policy to look at.</summary>
    internal static Caller Of(AuthenticateResult result) => new(result);
}
