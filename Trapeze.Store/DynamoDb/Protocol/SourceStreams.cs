namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>Streams that are read side by side, key by key.</summary>
/// <typeparam name="T">What is in them.</typeparam>
internal sealed class SourceStreams<T>
{
    /// <summary>As many as DynamoDB puts into a page.</summary>
    internal const int WholePage = int.MaxValue;

    private static readonly Comparer<byte[]> Ascending = Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y));
    private static readonly Comparer<byte[]> Descending = Comparer<byte[]>.Create((x, y) => y.AsSpan().SequenceCompareTo(x));

    private readonly PriorityQueue<SourceStream<T>, byte[]> _queue;
    private readonly List<SourceStream<T>> _taken = [];

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

    /// <summary>The key that is next, and a stream that stands at it; <see langword="null"/> at the end of all.</summary>
    internal byte[]? Peek(out SourceStream<T> stream) => _queue.TryPeek(out stream!, out var key) ? key : null;

    /// <summary>Takes the stream that <see cref="Peek"/> shows, which stands where it is until all go on.</summary>
    internal void Take() => _taken.Add(_queue.Dequeue());

    /// <summary>Goes on behind what was taken: whoever has enough asks for no more.</summary>
    internal async ValueTask GoOnAsync()
    {
        foreach (var stream in _taken)
        {
            await stream.NextAsync();
            Enqueue(stream);
        }

        _taken.Clear();
    }

    private void Enqueue(SourceStream<T> stream)
    {
        if (stream.Key is { } key)
        {
            _queue.Enqueue(stream, key);
        }
    }
}
