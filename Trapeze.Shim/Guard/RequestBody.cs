using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard;

/// <summary>A request's body, read whole before anything of it reaches a function.</summary>
internal static class RequestBody
{
    /// <summary>The body; <see langword="null"/> if it is larger than <paramref name="limit"/>.</summary>
    /// <exception cref="BadHttpRequestException">The server cannot read it.</exception>
    internal static ValueTask<byte[]?> ReadAsync(HttpContext server, int limit) =>
        server.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? new([]) : ReadToEndAsync(server, limit);

    private static async ValueTask<byte[]?> ReadToEndAsync(HttpContext server, int limit)
    {
        if (server.Request.ContentLength > limit)
        {
            return null;
        }

        var reader = server.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(server.RequestAborted);
            var there = read.Buffer;
            if (there.Length > limit)
            {
                reader.AdvanceTo(there.Start, there.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = there.ToArray();
                reader.AdvanceTo(there.End);
                return body;
            }

            reader.AdvanceTo(there.Start, there.End);
        }
    }
}
