using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;

namespace Trapeze.Shim.Channels;

/// <summary>Copies a request, so that nothing which is done to the original once it has been judged can go out.</summary>
internal static class FrozenRequest
{
    // Between two hops, so the transport's own business; the host is the channel's.
    private static readonly FrozenSet<string> Dropped = new[]
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="HttpRequestException">The body is larger than <paramref name="maxBody"/>.</exception>
    internal static async Task<HttpRequestMessage> OfAsync(HttpRequestMessage request, Uri target, int maxBody, CancellationToken cancellation)
    {
        var frozen = new HttpRequestMessage(request.Method, target)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (request.Content is { } content)
        {
            await content.LoadIntoBufferAsync(maxBody, cancellation);

            // A copy: the content may be an array that is still in its maker's hands.
            using var body = new MemoryStream();
            await content.CopyToAsync(body, cancellation);
            frozen.Content = new ByteArrayContent(body.ToArray());
            Copy(content.Headers, frozen.Content.Headers);
        }

        Copy(request.Headers, frozen.Headers);
        return frozen;
    }

    private static void Copy(HttpHeaders from, HttpHeaders to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!Dropped.Contains(name) && !to.TryAddWithoutValidation(name, values))
            {
                throw new HttpRequestException("a header would break out of its line");
            }
        }
    }
}
