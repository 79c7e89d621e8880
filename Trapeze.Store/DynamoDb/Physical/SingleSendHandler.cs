namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Sends each request once.</summary>
/// <remarks>
/// .NET's own handler sends a request again, whatever its method, if a connection that was used before breaks without an answer. A write that had been done
/// would then be refused for its own guard, and be taken for one that another write had overtaken: it would be done twice.
/// </remarks>
internal sealed class SingleSendHandler() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            request.Content = new SingleSendContent(content);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
