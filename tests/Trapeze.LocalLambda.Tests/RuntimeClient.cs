using System.Text;

namespace Trapeze.LocalLambda.Tests;

/// <summary>The least that a runtime is: asks for the next invocation and posts its answer.</summary>
internal sealed class RuntimeClient(string api) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://{api}/2018-06-01/runtime/"), Timeout = TimeSpan.FromSeconds(30) };

    public async Task<Received> NextAsync(CancellationToken cancellationToken = default)
    {
        using var answer = await _client.GetAsync("invocation/next", cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new Received((int)answer.StatusCode, answer.Headers.ToDictionary(field => field.Key, field => field.Value.Single(), StringComparer.OrdinalIgnoreCase), body);
    }

    public Task<(int Status, string Body)> AnswerAsync(string id, string answer) => PostAsync($"invocation/{id}/response", answer);

    public Task<(int Status, string Body)> FailAsync(string id, string error) => PostAsync($"invocation/{id}/error", error);

    public async Task<(int Status, string Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(path, content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Serves until cancelled: each invocation gets what <paramref name="handler"/> makes of its payload.</summary>
    public async Task ServeAsync(Func<string, string> handler, CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken) is { Status: 200 } invocation)
            {
                await AnswerAsync(invocation.Id, handler(invocation.Payload));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or HttpRequestException)
        {
            // Told to end, or gone.
        }
    }

    public void Dispose() => _client.Dispose();
}
