using System.Collections.Concurrent;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Queues;

/// <summary>All queues, by name.</summary>
internal sealed class QueueTable(Dice dice, TimeProvider time)
{
    private const int MostQueues = 1000;

    private readonly ConcurrentDictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    internal Queue? Find(string name) => _queues.GetValueOrDefault(name);

    internal Queue Get(string name) => Find(name)
        ?? throw new AwsException(400, "QueueDoesNotExist", "The specified queue does not exist.", "AWS.SimpleQueueService.NonExistentQueue");

    internal Queue Add(LocalQueue options) => _queues.Count < MostQueues
        ? _queues.GetOrAdd(options.Name, _ => new Queue(options, dice, time, Find))
        : throw new AwsException(403, "OverLimit", "this stand-in has no more queues");
}
