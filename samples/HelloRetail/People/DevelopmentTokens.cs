using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HelloRetail.People;

/// <summary>Signs tokens for the cast. For development only: a real shop takes tokens from an identity provider.</summary>
/// <remarks>The key is made on first use and stays in the data folder; it is in no file of this repository.</remarks>
public sealed class DevelopmentTokens
{
    public const string Issuer = "https://development-only.hello-retail.example";
    public const string Audience = "hello-retail";

    /// <summary>The claim of a caller who has just shown the card again ("step-up").</summary>
    public const string CardAtHand = "card";

    private const int KeyBytes = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly SigningCredentials _credentials;
    private readonly TimeProvider _time;

    private DevelopmentTokens(byte[] secret, TimeProvider time)
    {
        _time = time;
        var key = new SymmetricSecurityKey(secret);
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

    /// <summary>What the shop accepts.</summary>
    public TokenValidationParameters Validation { get; }

    /// <summary>Signs with the key of a data folder, made if it is not there.</summary>
    public static DevelopmentTokens Open(string folder, TimeProvider time) => new(ReadOrMakeKey(folder), time);

    /// <summary>Signs with a new key that nobody else knows, and so accepts.</summary>
    public static DevelopmentTokens WithNewKey(TimeProvider time) => new(RandomNumberGenerator.GetBytes(KeyBytes), time);

    /// <summary>A token for <paramref name="person"/>; <paramref name="cardAtHand"/> makes it a client's step-up token.</summary>
    public string Sign(Person person, bool cardAtHand = false)
    {
        ArgumentNullException.ThrowIfNull(person);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = person.Id,
            ["name"] = person.Name,
            ["role"] = person.Role.ToString().ToLowerInvariant(),
        };
        if (cardAtHand)
        {
            claims["acr"] = CardAtHand;
        }

        var now = _time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = claims,
            SigningCredentials = _credentials,
        });
    }

    private static byte[] ReadOrMakeKey(string folder)
    {
        var path = Path.Combine(folder, "development-only.key");
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        Directory.CreateDirectory(folder);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        File.WriteAllBytes(path + ".part", key);
        File.Move(path + ".part", path);
        return key;
    }
}
