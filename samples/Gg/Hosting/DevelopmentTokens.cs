using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gg.Hosting;

/// <summary>Signs users' tokens with a key that lives as long as the process. For development only: a real service takes tokens from an identity provider.</summary>
public sealed class DevelopmentTokens
{
    private const string Issuer = "https://development-only.gg.example";
    private const string Audience = "gg";
    private const int KeyBytes = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly SigningCredentials _credentials;
    private readonly TimeProvider _time;

    public DevelopmentTokens(TimeProvider time)
    {
        _time = time;
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

    /// <summary>What the functions accept.</summary>
    public TokenValidationParameters Validation { get; }

    public string Sign(string user)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = user, ["role"] = "user" },
            SigningCredentials = _credentials,
        });
    }
}
