using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Shim.Guard.Reply;

namespace Trapeze.Shim.Guard.Context;

/// <content>The function's reply: kept until the turn decides, or sent piece by piece if the policy lets the function stream.</content>
internal sealed partial class GuardedContext : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpResponseTrailersFeature, IReplyStart
{
    private HeaderMap? _replyHeaders;
    private HeaderMap? _replyTrailers;
    private ReplyBuffer? _buffer;
    private ReplyFlow? _flow;
    private List<(Func<object, Task> Callback, object State)>? _starting;
    private List<(Func<object, Task> Callback, object State)>? _completed;
    private int _status = StatusCodes.Status200OK;
    private bool _hasStarted;
    private bool _streams;
    private bool? _supportsTrailers;

    public int StatusCode
    {
        get => _status;
        set
        {
            ThrowIfStarted();
            _status = value;
        }
    }

    public string? ReasonPhrase { get; set; }

    public bool HasStarted => _hasStarted;

    IHeaderDictionary IHttpResponseFeature.Headers
    {
        get => ReplyHeaders;
        set
        {
            ThrowIfStarted();
            _replyHeaders = HeaderMap.CopyOf(value);
        }
    }

    Stream IHttpResponseFeature.Body
    {
        get => Writer.AsStream();
        set => throw new NotSupportedException("set IHttpResponseBodyFeature instead");
    }

    Stream IHttpResponseBodyFeature.Stream => Writer.AsStream();

    PipeWriter IHttpResponseBodyFeature.Writer => Writer;

    IHeaderDictionary IHttpResponseTrailersFeature.Trailers
    {
        get => _replyTrailers ??= new HeaderMap();
        set => _replyTrailers = HeaderMap.CopyOf(value);
    }

    internal HeaderMap ReplyHeaders => _replyHeaders ??= new HeaderMap();

    internal HeaderMap? ReplyTrailers => _replyTrailers;

    internal ReplyBuffer Buffer => _buffer ??= new ReplyBuffer(this, _services.Options.MaxReplyBody);

    private PipeWriter Writer => _streams ? _flow ??= new ReplyFlow(this, _turn) : Buffer;

    private bool SupportsTrailers
    {
        get
        {
            if (_supportsTrailers is null)
            {
                _turn.TryRead(this, static (context, server) => context._supportsTrailers = server.Response.SupportsTrailers());
            }

            return _supportsTrailers ??= false;
        }
    }

    public void OnStarting(Func<object, Task> callback, object state)
    {
        ThrowIfStarted();
        (_starting ??= []).Add((callback, state));
    }

    public void OnCompleted(Func<object, Task> callback, object state) => (_completed ??= []).Add((callback, state));

    public Task StartAsync() => _hasStarted ? Task.CompletedTask : _starting is null ? Started() : RunStartingAsync();

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => StartAsync();

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        SendFileFallback.SendFileAsync(Writer.AsStream(), path, offset, count, cancellationToken);

    async Task IHttpResponseBodyFeature.CompleteAsync()
    {
        await Writer.FlushAsync();
        await Writer.CompleteAsync();
    }

    void IHttpResponseBodyFeature.DisableBuffering()
    {
    }

    /// <summary>Lets the reply go out piece by piece.</summary>
    internal void SendByPieces() => _streams = true;

    /// <summary>Sends what a stream still keeps, and ends it.</summary>
    internal async Task EndStreamAsync()
    {
        await Writer.FlushAsync();
        _turn.TryWrite(this, static (context, server) => ReplyCopy.Trailers(context, server));
        _turn.EndStream(whole: true);
    }

    private async Task RunStartingAsync()
    {
        // The last registered runs first, and may register more.
        while (_starting is { Count: > 0 } callbacks)
        {
            var (callback, state) = callbacks[^1];
            callbacks.RemoveAt(callbacks.Count - 1);
            await callback(state);
        }

        await Started();
    }

    private Task Started()
    {
        _hasStarted = true;
        ReplyHeaders.Freeze();
        return !_streams || _turn.TryBeginStream(Activation!)
            ? Task.CompletedTask
            : Task.FromException(new InvalidOperationException("the reply was decided before it began"));
    }

    private void ThrowIfStarted()
    {
        if (_hasStarted)
        {
            throw new InvalidOperationException("The reply has already started.");
        }
    }
}
