using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Trapeze.Core.Activations;

namespace Trapeze.Shim.Tests.Guard;

public sealed class IdentityTests
{
    private static readonly TokenMint Mint = GuardHost.Mint;

    public static TheoryData<string, string> BadCredentials
    {
        get
        {
            var good = Mint.Of("owner");
            var data = new TheoryData<string, string>
            {
                { "expired", "Bearer " + Mint.Create("owner", expires: TimeSpan.FromDays(-1)) },
                { "wrong audience", "Bearer " + Mint.Create("owner", audience: "another") },
                { "wrong issuer", "Bearer " + Mint.Create("owner", issuer: "https://evil.example") },
                { "wrong key", "Bearer " + new TokenMintOfAnother().Of("owner") },
                { "alg none", "Bearer " + Mint.Unsigned("owner") },
                { "HS/RS confusion", "Bearer " + Mint.Confused("owner") },
                { "huge", "Bearer " + Mint.Create("owner", padding: 9000) },
                { "cut", "Bearer " + good[..^2] },
                { "no signature", "Bearer " + good[..(good.LastIndexOf('.') + 1)] },
                { "empty bearer", "Bearer " },
                { "no scheme", good },
                { "basic", "Basic YWxpY2U6c2VjcmV0" },
                { "garbage", "\u0001\u007f" },
                { "two in one", $"Bearer {good}, Bearer {good}" },
                { "only a scheme", "Bearer" },
                { "another scheme with a good token", "DPoP " + good },
            };
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadCredentials))]
    public async Task Credentials_ThatNobodyVouchesFor_Get401AndStartNothing(string kind, string credentials)
    {
        Assert.NotEmpty(kind);
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", () => "reached"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/plain");
        request.Headers.TryAddWithoutValidation("Authorization", credentials);

        using var reply = await host.Client.SendAsync(request);

        await AssertUnauthorizedAsync(reply);
        Assert.Equal(0, host.Audit.Starts);
    }

    [Fact]
    public async Task SeveralAuthorizationHeaders_Get401()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", () => "reached"));
        var header = "Authorization: Bearer " + Mint.Of("owner");

        Assert.Equal(401, RawClient.Status(await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1", header, header)));
        Assert.Equal(401, RawClient.Status(await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1", header, "Authorization:")));
        Assert.Equal(401, RawClient.Status(await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1", "Authorization:")));
        Assert.Equal(0, host.Audit.Starts);
    }

    [Fact]
    public async Task RandomTokens_AllGet401AndStartNothing()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", () => "reached"));
        var random = new Random(20261121);
        var tokens = Enumerable.Range(0, 10_000).Select(_ => RandomToken(random)).ToList();

        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (token, ct) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/plain");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var reply = await host.Client.SendAsync(request, ct);
            await AssertUnauthorizedAsync(reply);
        });

        Assert.Equal(0, host.Audit.Starts);
    }

    [Theory]
    [InlineData("client", "client(alice)")]
    [InlineData("owner", "secret")]
    public async Task GoodTokens_StartAtTheirLabel(string role, string label)
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (Activation activation) => activation.Label.ToString()));
        var rsa = Mint.Create(role, signed: new SigningCredentials(Mint.Rsa, SecurityAlgorithms.RsaSha256));

        using var shared = await host.GetAsync("/plain", Mint.Of(role));
        using var signed = await host.GetAsync("/plain", rsa);

        Assert.Equal(label, await shared.Content.ReadAsStringAsync());
        Assert.Equal(label, await signed.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task NoCredentials_AreTheAnonymousCaller()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (Activation activation, HttpContext context) =>
            $"{activation.Label} {context.User.Identity!.IsAuthenticated}"));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal("public False", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task UserThatIsAlreadyThere_IsNotTrusted()
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (Activation activation, ClaimsPrincipal user) => $"{activation.Label} {user.Identity!.IsAuthenticated}"),
            before: app => app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("role", "owner")], "forged"));
                return next(context);
            }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal("public False", await reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task CallerThatThePolicyMakesNobody_IsRefused()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", () => "reached"));

        using var reply = await host.GetAsync("/plain", Mint.Of("stranger"));

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Contains("urn:trapeze:refused:caller", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, host.Audit.Starts);
    }

    [Fact]
    public async Task CallerAboveEveryReply_IsRefusedBeforeAnythingStarts()
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", () => "reached"),
            policy: GuardHost.Policy.Replace("reply: caller", "reply: public", StringComparison.Ordinal));

        using var reply = await host.GetAsync("/plain", Mint.Of("client"));

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Contains("urn:trapeze:refused:caller", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, host.Audit.Starts);
    }

    [Theory]
    [InlineData("/owners", "owner", 200)]
    [InlineData("/owners", "client", 403)]
    [InlineData("/owners", null, 403)]
    [InlineData("/clients", "client", 200)]
    [InlineData("/clients", "owner", 403)]
    public async Task Callers_AreAdmittedByTheirStartLabel(string path, string? role, int status)
    {
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/owners", () => "owners");
            app.MapGet("/clients", () => "clients");
        });

        using var reply = await host.GetAsync(path, role is null ? null : Mint.Of(role));

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, host.Audit.Starts);
    }

    [Fact]
    public async Task NoScheme_MakesCredentialsAnError_AndTheirAbsenceAnonymous()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", () => "reached"), options: trapeze => trapeze.AuthenticationScheme = null);

        using var anonymous = await host.GetAsync("/plain");
        using var known = await host.GetAsync("/plain", Mint.Of("owner"));

        Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, known.StatusCode);
    }

    private static async Task AssertUnauthorizedAsync(HttpResponseMessage reply)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Equal("""{"type":"urn:trapeze:unauthorized","title":"the caller cannot be verified","status":401}""", await reply.Content.ReadAsStringAsync());
        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.ToString());
        Assert.False(reply.Headers.Contains("Trapeze-Activation"));
    }

    private static string RandomToken(Random random)
    {
        var good = Mint.Of("owner").ToCharArray();
        switch (random.Next(3))
        {
            case 0:
                // Never the last character: its low bits are padding, and another character may spell the same signature.
                var at = random.Next(good.Length - 1);
                var other = "ABCDEFGHabcdefgh0123456789-_"[random.Next(28)];
                good[at] = good[at] == other ? (other == 'A' ? 'B' : 'A') : other;
                return new string(good);
            case 1:
                return new string(good[..random.Next(1, good.Length - 1)]);
            default:
                return string.Join('.', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Base64UrlEncoder.Encode(Bytes(random))));
        }
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(1, 60)];
        random.NextBytes(bytes);
        return bytes;
    }
}
