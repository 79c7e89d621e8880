using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BadApp.People;

/// <summary>Signs tokens with a key that lives as long as the process. For this demonstration only.</summary>
public sealed class DevelopmentTokens
{
    private const string Issuer = "https://development-only.bad-app.example";
    private const string Audience = "bad-app";
    private const int KeyBytes = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly SigningCredentials _credentials;

    public DevelopmentTokens()
    {
        var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(KeyBytes));
        _credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        Validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        };
    }

    /// <summary>What the application accepts.</summary>
    public TokenValidationParameters Validation { get; }

    public string Sign(string subject, string role)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject, ["role"] = role },
            SigningCredentials = _credentials,
        });
    }
}
