using System.Text.Json.Nodes;

namespace Trapeze.LocalLambda.Tests.Gateway;

/// <summary>A function behind every front, whose runtime the test plays.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly AttachedInstance _instance;
    private readonly RuntimeClient _runtime;
    private readonly Task _serving;

    private Stage(LocalCloud cloud, Func<string, string> handler)
    {
        Cloud = cloud;
        _instance = cloud.Attach("f");
        _runtime = new RuntimeClient(_instance.RuntimeApi);
        _serving = _runtime.ServeAsync(made => handler(Seen = made), _end.Token);
    }

    public LocalCloud Cloud { get; }

    /// <summary>The last event.</summary>
    public string Seen { get; private set; } = "";

    public JsonNode Event => JsonNode.Parse(Seen)!;

    /// <param name="answer">What the function answers to everything.</param>
    /// <param name="options">The cloud's options; the function <c>f</c> and its routes are added.</param>
    /// <param name="routes">The function's routes; everything if there are none.</param>
    public static async Task<Stage> StartAsync(string answer = """{"statusCode":200}""", LocalCloudOptions? options = null, params string[] routes) => new(
        await LocalCloud.StartAsync((options ?? new LocalCloudOptions()) with
        {
            Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1) }],
            Routes = [.. (routes.Length == 0 ? ["$default"] : routes).Select(route => new LocalRoute(route, "f"))],
        }),
        _ => answer);

    public Uri Address(HttpShape shape) => shape == HttpShape.FunctionUrl ? Cloud.FunctionUrl("f") : Cloud.Address(shape);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _runtime.Dispose();
        await _instance.DisposeAsync();
        await Cloud.DisposeAsync();
        _end.Dispose();
    }
}
