using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Trapeze.Shim.Tests.Guard;

/// <summary>Makes tokens, good and bad ones.</summary>
internal sealed class TokenMint
{
    internal const string Issuer = "https://issuer.example";
    internal const string Audience = "shop";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    internal SymmetricSecurityKey Shared { get; } = new(Encoding.UTF8.GetBytes("a development key of 32 bytes ..."));

    internal RsaSecurityKey Rsa { get; } = new(RSA.Create(2048)) { KeyId = "rsa" };

    internal string Of(string role, string subject = "alice") => Create(role, subject);

    internal string Create(
        string role = "client",
        string subject = "alice",
        string issuer = Issuer,
        string audience = Audience,
        TimeSpan? expires = null,
        SigningCredentials? signed = null,
        int padding = 0) => _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = DateTime.UtcNow.AddDays(-2),
            Expires = DateTime.UtcNow + (expires ?? TimeSpan.FromDays(1)),
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = role, ["padding"] = new string('x', padding) },
            SigningCredentials = signed ?? new SigningCredentials(Shared, SecurityAlgorithms.HmacSha256),
        });

    /// <summary>Unsigned: <c>alg: none</c>.</summary>
    internal string Unsigned(string role)
    {
        var parts = Of(role).Split('.');
        return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
    }

    /// <summary>Signed with the RSA key's public half as if it were a shared secret.</summary>
    internal string Confused(string role) => Create(role, signed: new SigningCredentials(
        new SymmetricSecurityKey(Rsa.Rsa.ExportSubjectPublicKeyInfo()), SecurityAlgorithms.HmacSha256));

    internal TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKeys = [Shared, Rsa],
        ValidAlgorithms = ["HS256", "RS256"],
        ClockSkew = TimeSpan.Zero,
    };
}
