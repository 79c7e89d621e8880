using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Trapeze.Shim.Guard.Reply;

/// <summary>A constant answer of the guard: status, headers and body are made once and are the same bytes every time.</summary>
/// <remarks>semantics §2: the text names the rule, never a label, key or value. RFC 9457.</remarks>
internal sealed class Problem
{
    private const string MediaType = "application/problem+json";

    private readonly byte[] _body;
    private readonly StringValues _length;
    private readonly string? _challenge;

    internal Problem(int status, string kind, string title, string? challenge = null)
    {
        Status = status;
        Type = "urn:trapeze:" + kind;
        _challenge = challenge;
        _body = JsonSerializer.SerializeToUtf8Bytes(new { type = Type, title, status });
        _length = _body.Length.ToString(CultureInfo.InvariantCulture);
    }

    internal int Status { get; }

    internal string Type { get; }

    /// <summary>Makes it the reply of a request whose reply has not started.</summary>
    /// <param name="server">The server's context.</param>
    /// <param name="activation">The activation's id, if there is one.</param>
    internal void Write(HttpContext server, StringValues activation = default)
    {
        var response = server.Response;
        response.StatusCode = Status;
        var headers = response.Headers;
        headers.ContentType = MediaType;
        headers["Content-Length"] = _length;
        if (_challenge is not null)
        {
            headers.WWWAuthenticate = _challenge;
        }

        if (activation.Count > 0)
        {
            headers[ReplyHeader.Activation] = activation;
        }

        if (!HttpMethods.IsHead(server.Request.Method))
        {
            response.BodyWriter.Write(_body);
        }
    }
}
