using System.Collections.Concurrent;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The identity provider of a search: good tokens, and bad ones.</summary>
internal sealed class Tokens
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "hostile";
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey _key = new(Encoding.UTF8.GetBytes("a key of this search, of 32 bytes"));
    private readonly SymmetricSecurityKey _other = new(Encoding.UTF8.GetBytes("another key, of somebody else's.."));
    private readonly ConcurrentDictionary<Principal, string> _made = new();

    internal TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKey = _key,
        ValidAlgorithms = ["HS256"],
        ClockSkew = TimeSpan.Zero,
    };

    /// <summary>The header of a caller; <see langword="null"/> for nobody.</summary>
    internal string? Of(Principal who) => who.Role.Length == 0 ? null : _made.GetOrAdd(who, caller => "Bearer " + Make(caller));

    /// <summary>What nobody vouches for, by its kind.</summary>
    internal string Bad(string kind, Principal who) => kind switch
    {
        "expired" => "Bearer " + Make(who, expires: TimeSpan.FromHours(-1)),
        "early" => "Bearer " + Make(who, starts: TimeSpan.FromHours(1)),
        "key" => "Bearer " + Make(who, key: _other),
        "issuer" => "Bearer " + Make(who, issuer: "https://evil.example"),
        "audience" => "Bearer " + Make(who, audience: "another"),
        "unsigned" => $"Bearer {Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Make(who).Split('.')[1]}.",
        "cut" => Of(who)![..^4],
        "long" => "Bearer " + Make(who, padding: 9_000),
        "twice" => $"{Of(who)}, {Of(who)}",
        "scheme" => "Basic YWxpY2U6c2VjcmV0",
        "bare" => "Bearer",
        _ => "garbage",
    };

    internal string Make(
        Principal who, TimeSpan? expires = null, TimeSpan? starts = null, SymmetricSecurityKey? key = null, string issuer = Issuer, string audience = Audience, int padding = 0) =>
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = DateTime.UtcNow + (starts ?? TimeSpan.FromDays(-2)),
            Expires = DateTime.UtcNow + (expires ?? TimeSpan.FromDays(1)),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["role"] = who.Role, ["sub"] = who.Name, ["pad"] = new string('x', padding) },
            SigningCredentials = new SigningCredentials(key ?? _key, SecurityAlgorithms.HmacSha256),
        });
}
