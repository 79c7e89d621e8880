using System.Net;
using System.Net.Http.Headers;
using Gg.Blobs;
using Gg.Functions;
using Gg.Graphs;

namespace Gg.Building;

/// <summary>The functions, as one user calls them.</summary>
public sealed class FunctionClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="handler">What sends requests; it is disposed with this.</param>
    /// <param name="address">Where the functions are.</param>
    /// <param name="token">Who the user is; <see langword="null"/> for nobody.</param>
    public FunctionClient(HttpMessageHandler handler, Uri address, string? token)
    {
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task KeepAsync(Source source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var content = new ReadOnlyMemoryContent(source.Content);
        using var response = await _http.PutAsync(new Uri($"blobs/{source.Hash}", UriKind.Relative), content, cancellation);
        await RequireAsync(response, response.IsSuccessStatusCode, cancellation);
    }

    public async Task<byte[]> FetchAsync(BlobHash hash, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri($"blobs/{hash}", UriKind.Relative), cancellation);
        await RequireAsync(response, response.IsSuccessStatusCode, cancellation);
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    public async Task<Answer> CallAsync(StepKind kind, Call call, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync($"steps/{kind.ToString().ToLowerInvariant()}", call, cancellation);
        await RequireAsync(response, response.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, cancellation);
        return (await response.Content.ReadFromJsonAsync<Answer>(cancellation))!;
    }

    public void Dispose() => _http.Dispose();

    private static async Task RequireAsync(HttpResponseMessage response, bool isAsExpected, CancellationToken cancellation)
    {
        if (!isAsExpected)
        {
            throw new HttpRequestException(
                $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.AbsolutePath} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }
}
