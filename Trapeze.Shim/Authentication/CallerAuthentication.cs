using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Authentication;

/// <summary>Who a caller is, from the one scheme that the host names and from nothing else.</summary>
/// <remarks>
/// Credentials that the scheme does not vouch for are an error, never an anonymous caller: otherwise an attacker chooses to be anonymous
/// where the policy meant somebody known, by breaking a token on its way.
/// </remarks>
internal sealed class CallerAuthentication(SettledOptions options, ILoggerFactory loggers)
{
    private readonly string? _scheme = options.Value.AuthenticationScheme;
    private readonly int _longest = options.Value.MaxTokenLength;
    private readonly ILogger _logger = loggers.CreateLogger(typeof(CallerAuthentication).FullName!);

    /// <summary>Looks at the request that <paramref name="context"/> stands for.</summary>
    internal async ValueTask<Caller> IdentifyAsync(HttpContext context)
    {
        var credentials = context.Request.Headers.Authorization;
        if (credentials.Count > 1 || (credentials.Count == 1 && (credentials[0]?.Length > _longest || _scheme is null)))
        {
            return Caller.Unknown;
        }

        if (_scheme is null)
        {
            return Caller.Anonymous;
        }

        try
        {
            var result = await context.AuthenticateAsync(_scheme);
            return result.Succeeded ? Caller.Of(result)
                : result.None && credentials.Count == 0 ? Caller.Anonymous
                : Caller.Unknown;
        }
#pragma warning disable CA1031 // a scheme that fails vouches for nobody
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.AuthenticationFailed(exception);
            return Caller.Unknown;
        }
    }
}
