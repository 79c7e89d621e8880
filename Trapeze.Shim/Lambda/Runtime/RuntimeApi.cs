using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Trapeze.Shim.Lambda.Runtime;

/// <summary>Lambda's Runtime API: where events come from and replies go to.</summary>
/// <remarks>Version 2018-06-01. What it is told of a failure is constant: whoever invoked the function may read it.</remarks>
internal sealed class RuntimeApi : IDisposable
{
    private static readonly byte[] Refusal = """{"errorMessage":"the event is refused","errorType":"Trapeze.Refused"}"""u8.ToArray();
    private static readonly byte[] Fault = """{"errorMessage":"the function failed","errorType":"Trapeze.Fault"}"""u8.ToArray();
    private static readonly byte[] NoStart = """{"errorMessage":"the function cannot start: its log says why","errorType":"Trapeze.NoStart"}"""u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient _client;

    /// <param name="address">Host and port, as Lambda names them.</param>
    internal RuntimeApi(string address) => _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits for the next event, for as long as it takes.</summary>
    internal async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri("invocation/next", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        var id = Header(response, "Lambda-Runtime-Aws-Request-Id") ?? throw new HttpRequestException("an event without an id");
        var deadline = long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new HttpRequestException("an event without a deadline");
        return new Invocation(id, deadline, Header(response, "Lambda-Runtime-Aws-Tenant-Id"), await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Waits until this process goes on from the picture that has been taken of it.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(new Uri("restore/next", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Replies. An event that Lambda has given up meanwhile is nobody's any more, and that is not an error.</summary>
    internal Task RespondAsync(string id, ReadOnlyMemory<byte> reply) => PostAsync($"invocation/{id}/response", reply);

    /// <summary>Says that an event was not looked at.</summary>
    internal Task RefuseAsync(string id) => PostAsync($"invocation/{id}/error", Refusal);

    /// <summary>Says that an event is to be delivered again, if its source does that.</summary>
    internal Task FailAsync(string id) => PostAsync($"invocation/{id}/error", Fault);

    /// <summary>Says that the process cannot start.</summary>
    internal Task FailToStartAsync() => PostAsync("init/error", NoStart);

    public void Dispose() => _client.Dispose();

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private async Task PostAsync(string path, ReadOnlyMemory<byte> body)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Json;
        using var response = await _client.PostAsync(new Uri(path, UriKind.Relative), content);
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone))
        {
            response.EnsureSuccessStatusCode();
        }
    }
}
