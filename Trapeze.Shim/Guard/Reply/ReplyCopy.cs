using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Trapeze.Shim.Guard.Context;

namespace Trapeze.Shim.Guard.Reply;

/// <summary>Copies a function's reply into the server's, bytes and all: what the function still does to its own copy changes nothing.</summary>
internal static class ReplyCopy
{
    /// <summary>Gives the server the whole reply. If it throws, nothing is decided and <see cref="Replace"/> may follow.</summary>
    internal static void Send(GuardedContext context, HttpContext server)
    {
        var reply = context.Buffer;
        var hasBody = !HttpMethods.IsHead(context.Method) && !ForbidsBody(context.StatusCode);
        var declared = context.ReplyHeaders.ContentLength;
        if (hasBody ? declared is { } length && length != reply.Length : reply.Length > 0 && ForbidsBody(context.StatusCode))
        {
            throw new InvalidOperationException("the reply's body is not of the length that its status or Content-Length promises");
        }

        Head(context, server);
        if (declared is null && (hasBody || reply.Length > 0))
        {
            server.Response.ContentLength = reply.Length;
        }

        // Last, since a body cannot be taken back.
        Trailers(context, server);
        if (hasBody && reply.Length > 0)
        {
            reply.CopyTo(server.Response.BodyWriter);
        }
    }

    /// <summary>Gives the server the head of a reply whose body follows piece by piece.</summary>
    internal static void Begin(GuardedContext context, HttpContext server) => Head(context, server);

    /// <summary>Gives the server a constant in place of the function's reply, parts of whose head may be there already.</summary>
    internal static void Replace(GuardedContext context, HttpContext server, Problem problem)
    {
        foreach (var (name, _) in context.ReplyHeaders.Entries)
        {
            server.Response.Headers.Remove(name);
        }

        server.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        server.Features.Get<IHttpResponseTrailersFeature>()?.Trailers.Clear();
        problem.Write(server, context.ActivationHeader);
    }

    /// <summary>Trailers go out with the end of the body.</summary>
    internal static void Trailers(GuardedContext context, HttpContext server)
    {
        if (context.ReplyTrailers is { } trailers)
        {
            foreach (var (name, value) in trailers.Entries)
            {
                server.Response.AppendTrailer(name, value);
            }
        }
    }

    private static void Head(GuardedContext context, HttpContext server)
    {
        var response = server.Response;
        response.StatusCode = context.StatusCode;
        if (context.ReasonPhrase is { } reason)
        {
            if (reason.Any(char.IsControl))
            {
                throw new InvalidOperationException("the reason phrase would break out of its line");
            }

            server.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = reason;
        }

        var headers = response.Headers;
        foreach (var (name, value) in context.ReplyHeaders.Entries)
        {
            // The framing is the server's.
            if (!name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase))
            {
                headers[name] = name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase) ? StringValues.Concat(headers[name], value) : value;
            }
        }

        headers[ReplyHeader.Activation] = context.ActivationHeader;
    }

    private static bool ForbidsBody(int status) => status is < 200 or 204 or 205 or 304;
}
