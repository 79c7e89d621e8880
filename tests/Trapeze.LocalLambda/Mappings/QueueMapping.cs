using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Queues;

namespace Trapeze.LocalLambda.Mappings;

/// <summary>Reads a queue for a function: what goes well is deleted, what fails comes back after its visibility time-out.</summary>
internal sealed class QueueMapping(LocalMapping mapping, Queue queue, LocalCloud cloud)
{
    private const int MostBytes = 6 * 1024 * 1024;

    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = cloud.Options.Time;

    internal Task RunAsync(CancellationToken end) => Task.WhenAll(Enumerable.Range(0, mapping.MostAtOnce).Select(_ => PollAsync(end)));

    private async Task PollAsync(CancellationToken end)
    {
        try
        {
            while (true)
            {
                foreach (var batch in Fit(await GatherAsync(end)))
                {
                    await HandAsync(batch, end);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task<List<ReceivedMessage>> GatherAsync(CancellationToken end)
    {
        var batch = new List<ReceivedMessage>(await queue.ReceiveAsync(mapping.BatchSize, null, LongPoll, end));
        var until = _time.GetUtcNow() + mapping.Window;
        while (batch.Count > 0 && batch.Count < mapping.BatchSize && until - _time.GetUtcNow() is { Ticks: > 0 } left)
        {
            batch.AddRange(await queue.ReceiveAsync(mapping.BatchSize - batch.Count, null, left, end));
        }

        return batch;
    }

    // In invocations of no more than Lambda's payload.
    private static IEnumerable<List<ReceivedMessage>> Fit(List<ReceivedMessage> messages)
    {
        var (batch, length) = (new List<ReceivedMessage>(), 0);
        foreach (var message in messages)
        {
            var more = Encoding.UTF8.GetByteCount(message.Sent.Body) + 4096;
            if (batch.Count > 0 && length + more > MostBytes)
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch.Add(message);
            length += more;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task HandAsync(List<ReceivedMessage> batch, CancellationToken end)
    {
        var records = new JsonArray([.. batch.Select(message => SqsMessage.Record(message, queue))]);
        try
        {
            var result = await cloud.InvokeAsync(mapping.Function, Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = records }.ToJsonString()), null, end);
            var failed = BatchOutcome.Failed(result, [.. batch.Select(message => message.Id)], mapping.ReportsFailures);
            batch.Where(message => !failed.Contains(message.Id)).ToList().ForEach(message => queue.Delete(message.Handle));
        }
        catch (InvocationRefusedException)
        {
            // Throttled: the messages come back, and reading slows down.
            using var tick = new PeriodicTimer(Patience, _time);
            await tick.WaitForNextTickAsync(end);
        }
    }
}
