using System.Collections.Concurrent;

namespace Gg.Tests;

/// <summary>All that a caller gets to see: every request and its answer, to the byte. The date and the activation's random id are left out.</summary>
internal sealed class Transcript(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string[] LeftOut = ["Date", "Trapeze-Activation"];
    private readonly ConcurrentBag<string> _lines = [];

    internal IEnumerable<string> Lines => _lines.Order(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => !LeftOut.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
        _lines.Add($"{request.Method} {request.RequestUri!.AbsolutePath} {asked} → {(int)response.StatusCode} {string.Join("; ", headers.Order(StringComparer.Ordinal))} {Convert.ToHexString(await response.Content.ReadAsByteArrayAsync(cancellationToken))}");
        return response;
    }
}
