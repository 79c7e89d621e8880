using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using BadApp.Functions;

namespace BadApp.Theft;

/// <summary>Somebody's HTTP client with that person's token. Knows nothing else of the application.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public Visitor(Uri application, string token, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient { BaseAddress = application };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Asks the injected function about a bit; waits for the reply until told to stop.</summary>
    public async Task<Reply> SignAsync(Way way, int bit, CancellationToken cancellation)
    {
        var asked = _time.GetTimestamp();
        try
        {
            using var response = await _http.PostAsync(Path(way, bit), content: null, cancellation);
            return await Reply.ReadAsync(response, _time, asked, cancellation);
        }
        catch (OperationCanceledException)
        {
            return Reply.Missing(_time.GetElapsedTime(asked));
        }
    }

    public Task<Reply> LineAsync(Way way, int bit) => GetAsync($"{Path(way, bit)}/1");

    /// <summary>Turns the pages of a bit's place to the last.</summary>
    public async Task<ImmutableArray<Reply>> PagesAsync(Way way, int bit)
    {
        var pages = ImmutableArray.CreateBuilder<Reply>();
        for (string? after = ""; after is not null;)
        {
            var reply = await GetAsync(after.Length == 0 ? $"{Path(way, bit)}" : $"{Path(way, bit)}?after={after}");
            pages.Add(reply);
            after = reply.Status == StatusCodes.Status200OK ? JsonSerializer.Deserialize<BookPage>(reply.Body, JsonSerializerOptions.Web)!.Next : null;
        }

        return pages.ToImmutable();
    }

    public async Task<IReadOnlyList<string>> LogAsync() => await _http.GetFromJsonAsync<string[]>("log") ?? [];

    public async Task KeepAsync(Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var response = await _http.PutAsJsonAsync("secret", secret.Digits);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private static string Path(Way way, int bit) => $"guestbook/{way}/{bit}";

    private async Task<Reply> GetAsync(string path)
    {
        var asked = _time.GetTimestamp();
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await Reply.ReadAsync(response, _time, asked, CancellationToken.None);
    }
}
