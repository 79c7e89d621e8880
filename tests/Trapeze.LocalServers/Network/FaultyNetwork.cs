using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trapeze.LocalServers.Network;

/// <summary>A way to a server on which requests and answers get lost. Its own address stays, wherever the server is.</summary>
/// <remarks>It listens on loopback, and passes each request on as it came.</remarks>
public sealed class FaultyNetwork : IAsyncDisposable
{
    private static readonly LingerOption AtOnce = new(enable: true, seconds: 0);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient _server = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Func<WireRequest, WireFault> _fault;
    private readonly Task _accepting;
    private Uri _target;
    private long _requests;

    /// <param name="target">The server.</param>
    /// <param name="fault">What goes wrong with a request; asked once for each, by several threads.</param>
    public FaultyNetwork(Uri target, Func<WireRequest, WireFault>? fault = null)
    {
        _target = target;
        _fault = fault ?? (static _ => WireFault.None);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Where requests are passed on to from now on.</summary>
    public Uri Target
    {
        get => Volatile.Read(ref _target);
        set => Volatile.Write(ref _target, value);
    }

    /// <summary>How many requests have come.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _server.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var connection = Task.Run(() => ServeAsync(client));
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It listens no more.
        }
    }

    // Until something breaks the connection: we, the client, or the server.
    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        client.NoDelay = true;
        client.LingerState = AtOnce;
        var stream = client.GetStream();
        var reader = new WireReader(stream);
        try
        {
            while (await reader.NextAsync(_end.Token) is { } request && await AnswerAsync(request, reader, stream))
            {
            }
        }
        catch (Exception end) when (end is IOException or HttpRequestException or OperationCanceledException)
        {
            // Broken.
        }
    }

    private async Task<bool> AnswerAsync(ReceivedRequest request, WireReader reader, Stream stream)
    {
        var fault = _fault(new WireRequest(request.Operation, Interlocked.Increment(ref _requests) - 1));
        switch (fault)
        {
            case WireFault.Throttled:
                await SendAsync(stream, WireAnswer.Throttled);
                return true;
            case WireFault.FailedBefore:
                await SendAsync(stream, WireAnswer.Failed);
                return true;
            case WireFault.LostBefore:
                return false;
            case WireFault.Late:
                await reader.GivenUpAsync(_end.Token);
                (await PassOnAsync(request)).Dispose();
                return false;
        }

        using var answer = await PassOnAsync(request);
        if (fault == WireFault.FailedAfter)
        {
            await SendAsync(stream, WireAnswer.Failed);
            return true;
        }

        if (fault != WireFault.LostAfter)
        {
            var body = await answer.Content.ReadAsByteArrayAsync(_end.Token);
            var isWhole = fault != WireFault.Torn;
            await stream.WriteAsync(Head(answer, body.Length), _end.Token);
            await stream.WriteAsync(isWhole ? body : body.AsMemory(0, body.Length / 2), _end.Token);
            return isWhole;
        }

        return false;
    }

    private async Task<HttpResponseMessage> PassOnAsync(ReceivedRequest request)
    {
        using var message = request.To(Target);
        return await _server.SendAsync(message, _end.Token);
    }

    private async Task SendAsync(Stream stream, WireAnswer answer)
    {
        using var message = new HttpResponseMessage(answer.Status);
        message.Content = new ByteArrayContent(answer.Body);
        message.Content.Headers.TryAddWithoutValidation("Content-Type", WireAnswer.ContentType);
        await stream.WriteAsync(Head(message, answer.Body.Length), _end.Token);
        await stream.WriteAsync(answer.Body, _end.Token);
    }

    private static byte[] Head(HttpResponseMessage answer, int length)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)answer.StatusCode} {answer.ReasonPhrase}\r\nContent-Length: {length}\r\n");
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Content-Length" or "Transfer-Encoding" or "Connection" or "Keep-Alive"))
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }
}
