using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Guard.Reply;
using Trapeze.Shim.Lambda.Http;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Lambda.Runtime;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Lambda;

/// <summary>Serves what Lambda hands out: requests through the application's pipeline, records through their functions.</summary>
/// <remarks>
/// semantics §2, "The reply is a channel": a reply is posted when it is decided, and the hidden rest of its activation runs to its end, bounded by the deadline,
/// before the next event is asked for. It begins when Lambda has the reply, so that whatever it does, the caller has that no later.
/// </remarks>
internal sealed class LambdaServer(
    LambdaProcess process, RuntimeApi runtime, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LambdaServer> logger,
    RecordServer? records = null, EnvelopeSeals? seals = null) : IServer
{
    // What Lambda takes, less what it needs for itself.
    private const int LargestReply = (6 * 1024 * 1024) - 1024;
    private readonly LambdaOptions _options = process.Options;
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _loops = [];

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        if (process.WaitsForRestore)
        {
            await runtime.RestoreAsync(cancellationToken);

            // What the application's own start has read is in the picture; it may have been rotated since.
            seals?.Forget();
        }

        _loops = [.. Enumerable.Range(0, process.Concurrency).Select(_ => Task.Run(() => RunAsync(application), CancellationToken.None))];
    }

    /// <summary>Asks for no more events, and waits for those that are being served as long as the host allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync<TContext>(IHttpApplication<TContext> application)
        where TContext : notnull
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                var next = process.TakeHandover() ?? new Handover(await runtime.NextAsync(_stopping.Token), default);
                await ServeAsync(application, next);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Lambda starts another process
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LambdaFailed(failure);
            LambdaProcess.Fail();
            lifetime.StopApplication();
        }
    }

    private async Task ServeAsync<TContext>(IHttpApplication<TContext> application, Handover next)
        where TContext : notnull
    {
        var invocation = next.Invocation;
        var host = new InvocationHost(invocation, process.Instance, _options, process.Renewal);
        await using var soon = time.CreateTimer(static host => ((InvocationHost)host!).Stop(), host, Positive(invocation.Deadline - _options.Margin), Timeout.InfiniteTimeSpan);
        var shape = HttpEventReader.Read(invocation.Payload, out var request);
        SourceRun? batch = null;
        if (shape == EventShape.None && records is not null)
        {
            batch = await records.ServeAsync(next, Positive(invocation.Deadline - _options.Margin));
        }
        else if (shape == EventShape.None)
        {
            await runtime.RefuseAsync(invocation.Id);
        }
        else if (request is null)
        {
            await runtime.RespondAsync(invocation.Id, Constant(shape, Problems.BadRequest(StatusCodes.Status400BadRequest)));
        }
        else
        {
            await ServeAsync(application, invocation, request, host);
        }

        // Nothing is left of one that hangs but what a fresh process clears away.
        var rest = _options.WarmProcess == WarmProcess.Renewed ? process.Instance.Rest : batch?.Ended ?? host.Rest;
        if (!await IsOverAsync(rest, invocation))
        {
            process.Renewal.Renew(next: null, progress: default);
        }
    }

    private async Task ServeAsync<TContext>(IHttpApplication<TContext> application, Invocation invocation, HttpEvent request, InvocationHost host)
        where TContext : notnull
    {
        using var exchange = new HttpExchange(request, host);
        host.OnStop(exchange.Cancel);
        var context = application.CreateContext(exchange.Features);
        Exception? failure = null;
        var processing = ProcessAsync();
        if (!await IsOverAsync(processing, invocation))
        {
            await runtime.RespondAsync(invocation.Id, Constant(request.Shape, Problems.TimedOut));
            process.Renewal.Renew(next: null, progress: default);
            await processing;
        }

        // What the server tells of a request, its span for one, ends with the reply and not with Lambda's answer to it.
        var whole = exchange.IsAborted ? default : await ReplyAsync();
        application.DisposeContext(context, failure);
        await (exchange.IsAborted ? runtime.FailAsync(invocation.Id) : runtime.RespondAsync(invocation.Id, whole));
        host.OnReplySent();
        await exchange.CompletedAsync();

        async Task ProcessAsync()
        {
            try
            {
                await application.ProcessRequestAsync(context);
            }
#pragma warning disable CA1031 // whatever stands before the guard throws, the caller gets a constant
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                failure = thrown;
                logger.RequestFailed(thrown);
            }
        }

        async Task<ReadOnlyMemory<byte>> ReplyAsync()
        {
            var reply = failure is null ? await exchange.EndAsync() : default;
            return failure is null && reply.Length <= LargestReply ? reply : Constant(request.Shape, Problems.Fault);
        }
    }

    private static ReadOnlyMemory<byte> Constant(EventShape shape, Problem problem)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        problem.Write(context);
        context.Response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
        return HttpEventReply.Write(shape, context.Response.StatusCode, context.Response.Headers, body.ToArray());
    }

    // Whether it ends before it is too late.
    private async Task<bool> IsOverAsync(Task task, Invocation invocation)
    {
        try
        {
            await task.WaitAsync(Positive(invocation.Deadline - (_options.Margin / 2)), time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private TimeSpan Positive(DateTimeOffset then) => then - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero;
}
