using System.Net.Http.Headers;
using System.Text.Json;
using HelloRetail.Functions;
using HelloRetail.People;
using HelloRetail.Workflows;

namespace HelloRetail.Scenario;

/// <summary>One person's browser, so to speak: speaks HTTP to the shop with that person's token and knows nothing else of it.</summary>
public sealed class ShopClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    private readonly HttpClient _http;
    private readonly Journal _journal;

    public ShopClient(Uri shop, string? token, Person person, Journal journal)
    {
        Person = person;
        _journal = journal;
        _http = new HttpClient { BaseAddress = shop };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Person Person { get; }

    /// <summary>Any request, any answer.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await _http.SendAsync(request);
        response.Headers.TryGetValues("Trapeze-Activation", out var activation);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), activation?.FirstOrDefault());
    }

    public async Task ReportAsync<T>(T shopEvent, string what)
        where T : notnull
    {
        await ExpectAsync(HttpMethod.Post, "events", shopEvent);
        _journal.Note(typeof(T).Name, Person.Id, what);
    }

    public async Task BuyAsync(PurchaseOrder order, string purchase)
    {
        await ExpectAsync(HttpMethod.Post, "purchase", order, purchase);
        _journal.Note(nameof(Purchase), Person.Id, purchase);
    }

    public async Task ReleaseAsync(string product)
    {
        await ExpectAsync(HttpMethod.Post, "release", new ProductReference(product));
        _journal.Note(nameof(Release), Person.Id, product);
    }

    public Task UploadAsync(PhotoUpload upload) => ExpectAsync(HttpMethod.Post, "photos", upload);

    public Task<IReadOnlyList<Product>> ProductsAsync() => ReadAsync<IReadOnlyList<Product>>("products");

    public Task<IReadOnlyList<string>> CategoriesAsync() => ReadAsync<IReadOnlyList<string>>("categories");

    public Task<IReadOnlyList<Purchase>> PurchasesAsync() => ReadAsync<IReadOnlyList<Purchase>>("purchases");

    public Task<IReadOnlyList<User>> UsersAsync() => ReadAsync<IReadOnlyList<User>>("users");

    public void Dispose() => _http.Dispose();

    private async Task<T> ReadAsync<T>(string path) =>
        JsonSerializer.Deserialize<T>((await ExpectAsync(HttpMethod.Get, path)).Body, Json)!;

    private async Task<Answer> ExpectAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        var answer = await AskAsync(method, path, body, idempotencyKey);
        return answer.Status < 300
            ? answer
            : throw new HttpRequestException($"{Person.Id}: {method} /{path} was answered {answer.Status}: {answer.Body}");
    }
}
