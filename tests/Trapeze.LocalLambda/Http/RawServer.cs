using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trapeze.LocalLambda.Http;

/// <summary>HTTP/1.1 on a free port of loopback. It hands on what it reads byte for byte, which web servers do not: Kestrel decodes and normalises.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const int MostConnections = 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _places = new(MostConnections);
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Func<RawRequest, CancellationToken, Task<RawAnswer>> _answer;
    private readonly int _mostBody;
    private readonly Task _accepting;

    /// <param name="mostBody">The longest body that it reads.</param>
    /// <param name="answer">Answers a request; cancelled when the client is gone. An exception closes the connection.</param>
    internal RawServer(int mostBody, Func<RawRequest, CancellationToken, Task<RawAnswer>> answer)
    {
        _mostBody = mostBody;
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    internal int Port { get; }

    internal string Authority => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    internal Uri Address => new($"http://{Authority}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _places.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_end.Token);
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var connection = Task.Run(() => ServeAsync(client));
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(Ended, TaskScheduler.Default);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It listens no more.
        }
    }

    private void Ended(Task connection)
    {
        _connections.TryRemove(connection, out _);
        if (!_end.IsCancellationRequested)
        {
            _places.Release();
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        var reader = new RawReader(stream, _mostBody);
        try
        {
            while (await reader.NextAsync(_end.Token) is { } request && await AnswerAsync(request, reader, stream))
            {
            }
        }
        catch (BadRequestException refused)
        {
            await TryWriteAsync(stream, RawAnswer.Text(refused.Status, refused.Message));
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Closed, by them or by us.
        }
    }

    private async Task<bool> AnswerAsync(RawRequest request, RawReader reader, Stream stream)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        var watching = reader.WatchAsync(gone, enough.Token);
        RawAnswer answer;
        try
        {
            answer = await _answer(request, gone.Token);
        }
        finally
        {
            await enough.CancelAsync();
            await watching;
        }

        var isLast = request.Field("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) == true;
        await WriteAsync(stream, answer, hasBody: request.Method != "HEAD", isLast);
        return !isLast;
    }

    private async Task TryWriteAsync(Stream stream, RawAnswer answer)
    {
        try
        {
            await WriteAsync(stream, answer, hasBody: true, isLast: true);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Nobody listens.
        }
    }

    private async Task WriteAsync(Stream stream, RawAnswer answer, bool hasBody, bool isLast)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {(HttpStatusCode)answer.Status}\r\n");
        foreach (var field in answer.Fields)
        {
            head.Append(CultureInfo.InvariantCulture, $"{field.Name}: {field.Value}\r\n");
        }

        if (answer.Status is not (>= 100 and < 200 or 204 or 304))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        }

        head.Append(isLast ? "Connection: close\r\n\r\n" : "\r\n");
        byte[] bytes = [.. Encoding.Latin1.GetBytes(head.ToString()), .. hasBody ? answer.Body.Span : default];
        await stream.WriteAsync(bytes, _end.Token);
    }
}
