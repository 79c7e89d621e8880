using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trapeze.Core.Activations;
using Trapeze.Shim.Tests.Guard;

namespace Trapeze.Shim.Tests.Authentication;

/// <summary>Under a scheme less careful than the usual one.</summary>
public sealed class CallerAuthenticationTests
{
    private const string Name = "first";

    [Theory]
    [InlineData(200, "owner", null)]
    [InlineData(401, "owner", "owner")]
    [InlineData(401, "owner", "client")]
    [InlineData(401, "fault", null)]
    public async Task Credentials_ThatAreNotOneGoodValue_StartNothing(int status, string first, string? second)
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (Activation activation) => activation.Label.ToString()),
            build: builder => builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FirstValue>(Name, configureOptions: null),
            options: trapeze => trapeze.AuthenticationScheme = Name);

        Assert.Equal(status, RawClient.Status(await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1", [$"Authorization: {first}", .. second is null ? Array.Empty<string>() : [$"Authorization: {second}"]])));
        Assert.Equal(status == 200 ? 1 : 0, host.Audit.Starts);
    }

    private sealed class FirstValue(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Request.Headers.Authorization.FirstOrDefault() switch
        {
            null => Task.FromResult(AuthenticateResult.NoResult()),
            "fault" => throw new InvalidOperationException("the keys cannot be fetched"),
            var role => Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("role", role)], Name)), Name))),
        };
    }
}
