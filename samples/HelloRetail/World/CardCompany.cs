using System.Security.Cryptography;
using System.Text;

namespace HelloRetail.World;

/// <summary>The card company: an HTTP service of its own, which declines about one authorisation in a hundred.</summary>
/// <remarks>The same purchase always gets the same answer, so that asking twice (events come at least once) charges once.</remarks>
public static class CardCompany
{
    public static async Task<WorldService> StartAsync(int port, int seed)
    {
        var app = WorldService.Create(port);
        app.MapPost("/authorizations", (AuthorizationRequest request) => Decide(request, seed));
        return await WorldService.StartAsync(app);
    }

    private static AuthorizationAnswer Decide(AuthorizationRequest request, int seed)
    {
        var draw = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{request.Purchase}"));
        var risk = BitConverter.ToUInt16(draw) % 100;
        return risk == 0
            ? new AuthorizationAnswer(Approved: false, "51", RiskScore: 99, $"card ending {request.Card[^4..]}: not enough money on the account")
            : new AuthorizationAnswer(Approved: true, Convert.ToHexStringLower(draw)[..8], risk, $"card ending {request.Card[^4..]}: good");
    }
}
