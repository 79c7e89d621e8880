namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Streams that are read side by side, key by key.</summary>
/// <typeparam name="T">What is in them.</typeparam>
internal sealed class SourceStreams<T>
{
    private static readonly Comparer<byte[]> Ascending = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
    private static readonly Comparer<byte[]> Descending = Comparer<byte[]>.Create((x, y) => y.AsSpan().SequenceCompareTo(x));

    private readonly PriorityQueue<SourceStream<T>, byte[]> _queue;

    private SourceStreams(bool forward) => _queue = new(OrderOf(forward));

    internal static Comparer<byte[]> OrderOf(bool forward) => forward ? Ascending : Descending;

    internal static async ValueTask<SourceStreams<T>> OpenAsync(IReadOnlyList<SourceStream<T>> streams, bool forward)
    {
        await Task.WhenAll(streams.Select(stream => stream.FillAsync().AsTask()));
        var all = new SourceStreams<T>(forward);
        foreach (var stream in streams)
        {
            all.Enqueue(stream);
        }

        return all;
    }

    /// <summary>The stream whose key is next, and the key; <see langword="null"/> at the end of all.</summary>
    internal byte[]? Peek(out SourceStream<T> stream) => _queue.TryPeek(out stream!, out var key) ? key : null;

    /// <summary>Goes on behind what <see cref="Peek"/> shows.</summary>
    internal async ValueTask NextAsync()
    {
        var stream = _queue.Dequeue();
        await stream.NextAsync();
        Enqueue(stream);
    }

    private void Enqueue(SourceStream<T> stream)
    {
        if (stream.Key is { } key)
        {
            _queue.Enqueue(stream, key);
        }
    }
}
