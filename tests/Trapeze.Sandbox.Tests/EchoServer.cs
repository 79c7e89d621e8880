using System.Net;
using System.Net.Sockets;

namespace Trapeze.Sandbox.Tests;

/// <summary>A server that gives back what it gets, and counts who came.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener;
    private int _connections;

    private EchoServer(TcpListener listener) => _listener = listener;

    internal ushort Port => (ushort)((IPEndPoint)_listener.LocalEndpoint).Port;

    internal int Connections => Volatile.Read(ref _connections);

    internal static EchoServer Start(IPAddress address)
    {
        var listener = new TcpListener(address, 0);
        listener.Start(512);
        var server = new EchoServer(listener);
        _ = server.ServeAsync();
        return server;
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _ = EchoAsync(client);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Nobody is served any more.
        }
    }

    private static async Task EchoAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await client.GetStream().CopyToAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The client is gone.
            }
        }
    }
}
