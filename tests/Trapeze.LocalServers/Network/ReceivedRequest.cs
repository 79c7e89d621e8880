namespace Trapeze.LocalServers.Network;

/// <summary>A whole request as it came.</summary>
internal sealed record ReceivedRequest(string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    internal string Operation => WireRequest.OperationOf(Headers.FirstOrDefault(header => header.Name.Equals("X-Amz-Target", StringComparison.OrdinalIgnoreCase)).Value);

    /// <summary>The same request to another server.</summary>
    internal HttpRequestMessage To(Uri server)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(server, Path)) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            // How long the body is, and what becomes of the connection, are each connection's own.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Connection", StringComparison.OrdinalIgnoreCase)
                && !message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
