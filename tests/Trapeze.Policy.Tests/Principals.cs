using System.Security.Claims;

namespace Trapeze.Policy.Tests;

/// <summary>Callers, as a verified token gives them.</summary>
internal static class Principals
{
    internal static ClaimsPrincipal With(params (string Claim, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Claim, claim.Value)), authenticationType: "test"));

    internal static ClaimsPrincipal Unauthenticated(params (string Claim, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Claim, claim.Value))));
}
