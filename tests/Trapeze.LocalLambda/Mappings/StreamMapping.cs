using System.Text;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Queues;
using Trapeze.LocalLambda.Streams;

namespace Trapeze.LocalLambda.Mappings;

/// <summary>Reads a stream for a function, each shard in its order: nothing of a shard goes on before what has failed is done, or given up.</summary>
internal sealed class StreamMapping(LocalMapping mapping, RecordStream stream, LocalCloud cloud, QueueTable queues)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = cloud.Options.Time;

    internal Task RunAsync(CancellationToken end) => Task.WhenAll(stream.Shards.Select(shard => PollAsync(shard, end)));

    private async Task PollAsync(Shard shard, CancellationToken end)
    {
        try
        {
            for (var position = 0; ;)
            {
                var batch = await shard.ReadAsync(position, mapping.BatchSize, mapping.Window, end);
                await HandAsync(shard, [.. batch], end);
                position += batch.Count;
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task HandAsync(Shard shard, List<StreamRecord> batch, CancellationToken end)
    {
        for (var attempt = 0; batch.Count > 0; attempt++)
        {
            var failed = await InvokeAsync(batch, end);
            var done = batch.FindIndex(record => failed.Contains(record.Sequence));
            if (done < 0)
            {
                return;
            }

            // The first that failed, and all behind it, come again, whether or not they failed.
            batch = batch[done..];
            if (mapping.Bisects && done == 0 && failed.Count == batch.Count && batch.Count > 1)
            {
                await HandAsync(shard, batch[..(batch.Count / 2)], end);
                await HandAsync(shard, batch[(batch.Count / 2)..], end);
                return;
            }

            if (attempt == mapping.MostRetries)
            {
                GiveUp(shard, batch);
                return;
            }

            await WaitAsync(end);
        }
    }

    private async Task<IReadOnlySet<string>> InvokeAsync(List<StreamRecord> batch, CancellationToken end)
    {
        var payload = new JsonObject { ["Records"] = new JsonArray([.. batch.Select(record => record.Event.DeepClone())]) }.ToJsonString();
        while (true)
        {
            try
            {
                var result = await cloud.InvokeAsync(mapping.Function, Encoding.UTF8.GetBytes(payload), null, end);
                return BatchOutcome.Failed(result, [.. batch.Select(record => record.Sequence)], mapping.ReportsFailures);
            }
            catch (InvocationRefusedException)
            {
                await WaitAsync(end);
            }
        }
    }

    private async Task WaitAsync(CancellationToken end)
    {
        using var tick = new PeriodicTimer(Patience, _time);
        await tick.WaitForNextTickAsync(end);
    }

    // The destination is told which records they were, not what is in them.
    private void GiveUp(Shard shard, List<StreamRecord> batch)
    {
        if (mapping.OnFailure is { } name && queues.Find(name) is { } queue)
        {
            var info = new JsonObject
            {
                ["shardId"] = shard.Id,
                ["startSequenceNumber"] = batch[0].Sequence,
                ["endSequenceNumber"] = batch[^1].Sequence,
                ["batchSize"] = batch.Count,
                ["streamArn"] = stream.Arn,
            };
            var body = new JsonObject { ["version"] = "1.0", [stream.IsKinesis ? "KinesisBatchInfo" : "DDBStreamBatchInfo"] = info };
            queue.Send(new NewMessage(body.ToJsonString(), new Dictionary<string, MessageAttribute>(StringComparer.Ordinal)));
        }
    }
}
