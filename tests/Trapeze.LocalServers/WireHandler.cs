namespace Trapeze.LocalServers;

/// <summary>Takes down what passes.</summary>
internal sealed class WireHandler(Wire wire) : DelegatingHandler(new SocketsHttpHandler())
{
    private const string Operation = "X-Amz-Target";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = request.Headers.TryGetValues(Operation, out var values) ? string.Join(' ', values) : "";
        wire.Sent(operation[(operation.IndexOf('.', StringComparison.Ordinal) + 1)..], request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        wire.Came(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return response;
    }
}
