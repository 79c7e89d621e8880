using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Shim.Guard;

namespace Trapeze.Shim.Lambda.Http;

/// <summary>The server's side of one request that came as an event: what a server's features say of it, and the reply that is collected for it.</summary>
internal sealed class HttpExchange : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature, IHttpRequestBodyDetectionFeature, IDisposable
{
    private readonly HttpEvent _event;
    private readonly MemoryStream _body = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly PipeWriter _writer;
    private List<(Func<object, Task> Callback, object State)>? _starting;
    private List<(Func<object, Task> Callback, object State)>? _completed;

    internal HttpExchange(HttpEvent request, IRequestHost host)
    {
        _event = request;
        _writer = PipeWriter.Create(_body, new StreamPipeWriterOptions(leaveOpen: true));
        RequestAborted = _aborted.Token;
        Features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Scheme = Scheme(request.Headers),
            Method = request.Method,
            Path = request.Path,
            QueryString = request.Query,
            RawTarget = new PathString(request.Path).ToUriComponent() + request.Query,
            Headers = request.Headers,
            Body = new MemoryStream(request.Body, writable: false),
        });
        Features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = request.From });
        Features.Set<IHttpRequestBodyDetectionFeature>(this);
        Features.Set<IHttpRequestLifetimeFeature>(this);
        Features.Set<IHttpResponseFeature>(this);
        Features.Set<IHttpResponseBodyFeature>(this);
        Features.Set(host);
    }

    internal FeatureCollection Features { get; } = new();

    internal bool IsAborted { get; private set; }

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    Stream IHttpResponseFeature.Body
    {
        get => Stream;
        set => throw new NotSupportedException("the body is replaced through IHttpResponseBodyFeature");
    }

    public bool HasStarted { get; private set; }

    public Stream Stream => _writer.AsStream(leaveOpen: true);

    public PipeWriter Writer => _writer;

    public bool CanHaveBody => _event.Body.Length > 0;

    public CancellationToken RequestAborted { get; set; }

    public void OnStarting(Func<object, Task> callback, object state) => (_starting ??= []).Add((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => (_completed ??= []).Add((callback, state));

    public void DisableBuffering()
    {
        // A reply goes out whole: the Runtime API takes it so.
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
        {
            return;
        }

        for (var at = (_starting?.Count ?? 0) - 1; at >= 0; at--)
        {
            await _starting![at].Callback(_starting[at].State);
        }

        HasStarted = true;
    }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);
    }

    public Task CompleteAsync() => StartAsync();

    public void Abort()
    {
        IsAborted = true;
        Cancel();
    }

    /// <summary>Tells whoever asked for it that the caller is gone, or nearly.</summary>
    internal void Cancel() => _aborted.Cancel();

    /// <summary>The whole reply.</summary>
    internal async Task<ReadOnlyMemory<byte>> EndAsync()
    {
        await StartAsync();
        await _writer.FlushAsync();
        return HttpEventReply.Write(_event.Shape, StatusCode, Headers, _body.GetBuffer().AsSpan(0, (int)_body.Length));
    }

    /// <summary>Runs what wanted to run after the reply.</summary>
    internal async Task CompletedAsync()
    {
        for (var at = (_completed?.Count ?? 0) - 1; at >= 0; at--)
        {
            await _completed![at].Callback(_completed[at].State);
        }
    }

    public void Dispose()
    {
        // The source is left to the collector: the deadline may still come, and cancels it.
        _writer.Complete();
        _body.Dispose();
    }

    private static string Scheme(IHeaderDictionary headers) => headers["X-Forwarded-Proto"] is [var said] && said is "http" ? "http" : "https";
}
