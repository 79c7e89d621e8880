using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Gateway;

/// <summary>What clients connect to: one shape, on a port of its own.</summary>
internal sealed class Front : IAsyncDisposable
{
    private const int MostBody = 10 * 1024 * 1024;
    private const int MostEvent = 6 * 1024 * 1024;
    private const string DefaultStage = "$default";

    private readonly LocalCloud _cloud;
    private readonly HttpShape _shape;
    private readonly RouteTable _routes;
    private readonly RawServer _server;

    internal Front(LocalCloud cloud, HttpShape shape, IReadOnlyList<LocalRoute> routes)
    {
        _cloud = cloud;
        _shape = shape;
        _routes = new RouteTable(routes);
        _server = new RawServer(MostBody, AnswerAsync);
    }

    internal Uri Address => _server.Address;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<RawAnswer> AnswerAsync(RawRequest request, CancellationToken gone)
    {
        if (!request.Target.StartsWith('/'))
        {
            return RawAnswer.Empty(400);
        }

        var stage = _shape == HttpShape.HttpApi ? _cloud.Options.Stage : DefaultStage;
        var path = stage == DefaultStage ? request.Path : request.Path.StartsWith($"/{stage}/", StringComparison.Ordinal) ? request.Path[(stage.Length + 1)..] : null;
        if (path is null || _routes.Find(request.Method, path) is not { } match)
        {
            return GatewayAnswers.NoRoute(_shape);
        }

        var made = HttpEvents.Of(request, new EventContext(_shape, _shape == HttpShape.RestApi ? "prod" : stage, match, _cloud.Options.Time.GetUtcNow()));
        return made.Length > MostEvent ? GatewayAnswers.TooLarge(_shape) : await InvokeAsync(match.Route.Function, made);
    }

    // A client that goes away stops nothing: the function runs to its end.
    private async Task<RawAnswer> InvokeAsync(string function, ReadOnlyMemory<byte> made)
    {
        using var limit = new CancellationTokenSource(_cloud.Options.GatewayTimeout, _cloud.Options.Time);
        try
        {
            return HttpAnswers.Of(_shape, await _cloud.InvokeAsync(function, made, null, CancellationToken.None).WaitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            return GatewayAnswers.TooLate(_shape);
        }
        catch (InvocationRefusedException refused)
        {
            return refused.Status == 429 ? GatewayAnswers.Throttled(_shape) : GatewayAnswers.Failed(_shape);
        }
    }
}
