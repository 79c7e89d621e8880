using System.Net.Http.Headers;
using Trapeze.Evidence.Histories.Backends;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Histories.Faults;

/// <summary>The way from one process to its server: each request is a physical step, which waits for its turn, and so does its answer.</summary>
/// <remarks>Requests of a flow's fail by the flow's own dice, whatever others do; the process may die between any two of them.</remarks>
internal sealed class FaultyWire(HttpMessageHandler inner, AsyncLocal<Flow?> flow, HistoryProcess process) : DelegatingHandler(inner)
{
    // One in so many requests that come too late is lost for good.
    private const int LatestTurns = 8;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (flow.Value is not { } at)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var writes = new WireRequest(WireRequest.OperationOf(request.Headers.GetValues("X-Amz-Target").First()), 0).Writes;
        var death = at.NextOfDeath();
        var fault = at.NextOfWire(writes);
        var choice = at.Next(1 << 16);
        await at.TurnAsync();
        process.EnsureAlive();
        if (death is Fault.CrashBefore or Fault.CrashInside)
        {
            process.Crash(choice, tail: null);
            throw new InjectedFaultException("the process died");
        }

        if (Instead(fault) is { } answer)
        {
            return answer;
        }

        at.MayBeDone |= writes;
        if (fault == WireFault.Late)
        {
            var late = await CopyAsync(request);
            at.Schedule.Leave(() => PassOnLateAsync(at, choice % LatestTurns, late));
            throw new TaskCanceledException("timed out", new TimeoutException());
        }

        var response = await PassOnAsync(at, request, cancellationToken);
        if (death == Fault.CrashAfter)
        {
            process.Crash(choice, tail: null);
        }

        await at.TurnAsync();
        process.EnsureAlive();
        return fault switch
        {
            WireFault.FailedAfter => Of(WireAnswer.Failed),
            WireFault.LostAfter => throw Lost(),
            _ => response,
        };
    }

    // What comes instead of an answer, when the server has not got the request.
    private static HttpResponseMessage? Instead(WireFault fault) => fault switch
    {
        WireFault.Throttled => Of(WireAnswer.Throttled),
        WireFault.FailedBefore => Of(WireAnswer.Failed),
        WireFault.LostBefore => throw Lost(),
        _ => null,
    };

    // Whole before it is given back: who reads it waits for nobody.
    private async Task<HttpResponseMessage> PassOnAsync(Flow at, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var work = Task.Run(
            async () =>
            {
                var response = await base.SendAsync(request, cancellationToken);
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                return response;
            },
            cancellationToken);
        return await (Task<HttpResponseMessage>)at.Schedule.SettleAsync(work);
    }

    private async Task PassOnLateAsync(Flow at, int turns, HttpRequestMessage late)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            await at.TurnAsync();
        }

        if (turns < LatestTurns - 1)
        {
            (await PassOnAsync(at, late, CancellationToken.None)).Dispose();
        }

        late.Dispose();
    }

    // The request itself is its sender's, who has given up.
    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request)
    {
        var content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(CancellationToken.None));
        foreach (var (name, values) in request.Content.Headers)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = content };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }

    private static HttpResponseMessage Of(WireAnswer answer)
    {
        var response = new HttpResponseMessage(answer.Status) { Content = new ByteArrayContent(answer.Body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(WireAnswer.ContentType);
        return response;
    }

    private static HttpRequestException Lost() => new("the connection broke", new IOException("the connection broke"));
}
