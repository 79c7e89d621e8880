using System.Globalization;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Streams;

/// <summary>One lane of a stream: records in the order that they were put in.</summary>
internal sealed class Shard(string id, TimeProvider time)
{
    private const int MostRecords = 200_000;

    private readonly Lock _lock = new();
    private readonly List<StreamRecord> _records = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal string Id => id;

    /// <summary>Appends a record, made from its sequence number.</summary>
    internal StreamRecord Append(Func<string, JsonObject> make)
    {
        lock (_lock)
        {
            if (_records.Count >= MostRecords)
            {
                throw new AwsException(400, "ProvisionedThroughputExceededException", "this stand-in keeps no more records");
            }

            var sequence = string.Create(CultureInfo.InvariantCulture, $"4966{_records.Count + 1:d52}");
            var record = new StreamRecord(sequence, make(sequence));
            _records.Add(record);
            var added = _added;
            _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            added.TrySetResult();
            return record;
        }
    }

    /// <summary>Reads from a position; waits for the first record, and for more of them until the window closes.</summary>
    internal async Task<IReadOnlyList<StreamRecord>> ReadAsync(int position, int most, TimeSpan window, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = null;
        while (true)
        {
            Task added;
            TimeSpan patience;
            lock (_lock)
            {
                var now = time.GetUtcNow();
                var count = Math.Min(most, _records.Count - position);
                until ??= count > 0 ? now + window : null;
                if (count == most || (until is { } end && end <= now))
                {
                    return _records.GetRange(position, count);
                }

                added = _added.Task;
                patience = until is { } closes ? closes - now : Timeout.InfiniteTimeSpan;
            }

            await added.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
