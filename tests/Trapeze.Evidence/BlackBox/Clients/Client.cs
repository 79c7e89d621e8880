using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Clients;

/// <summary>One principal at one application, over connections of its own.</summary>
internal sealed partial class Client : IAsyncDisposable
{
    private readonly HostileApp _app;
    private readonly Principal _who;
    private readonly RawConnection _raw;
    private HttpClient? _http2;

    internal Client(HostileApp app, Principal who)
    {
        (_app, _who) = (app, who);
        _raw = new RawConnection(app.Address);
    }

    /// <summary>Has the handler of <paramref name="function"/> run a program that the pair's book keeps; all of the reply but the time and the activation's id.</summary>
    internal Task<string> AskAsync(string function, string pair, string program, string method, bool isHttp2, CancellationToken cancellation) =>
        isHttp2 && _app.AddressOfHttp2 is not null
            ? AskOverHttp2Async(function, pair, program, method, cancellation)
            : SendAsync(method, $"/{function}/{pair}/{program}", [], method is "POST" ? "body" : null, cancellation);

    /// <summary>Sends anything, with the principal's token unless the headers have another.</summary>
    internal async Task<string> SendAsync(string method, string target, IReadOnlyList<string> headers, string? body, CancellationToken cancellation)
    {
        var own = headers.Any(header => header.StartsWith("Authorization", StringComparison.Ordinal)) ? null : _app.Tokens.Of(_who);
        return Constant(await _raw.AskAsync(method, target, own is null ? headers : [$"Authorization: {own}", .. headers], body, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _raw.DisposeAsync();
        _http2?.Dispose();
    }

    private async Task<string> AskOverHttp2Async(string function, string pair, string program, string method, CancellationToken cancellation)
    {
        _http2 ??= new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = _app.AddressOfHttp2 };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/{function}/{pair}/{program}", UriKind.Relative))
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (_app.Tokens.Of(_who) is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        var said = new StringBuilder();
        try
        {
            using var reply = await _http2.SendAsync(request, cancellation);
            said.Append(CultureInfo.InvariantCulture, $"{(int)reply.StatusCode} {reply.ReasonPhrase}\r\n");
            Append(said, reply.Headers.NonValidated);
            Append(said, reply.Content.Headers.NonValidated);
            said.Append("\r\n").Append(await reply.Content.ReadAsStringAsync(cancellation)).Append("\r\n");
            Append(said, reply.TrailingHeaders.NonValidated);
        }
        catch (HttpRequestException)
        {
            return "the stream was broken off";
        }

        return Constant(said.ToString());
    }

    private static void Append(StringBuilder said, System.Net.Http.Headers.HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                said.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }
    }

    // The id is random: whether it is there and what it looks like is compared, not which it is.
    private static string Constant(string reply) => Identifier().Replace(Time().Replace(reply, "Date: …"), "Trapeze-Activation: …");

    [GeneratedRegex("^date: \\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT", RegexOptions.Multiline | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Time();

    [GeneratedRegex("^trapeze-activation: [0-9a-f]{32}(?=\r?$)", RegexOptions.Multiline | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Identifier();
}
