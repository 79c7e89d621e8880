using System.Collections.Concurrent;
using System.Threading.Channels;

namespace HelloRetail.Unguarded;

/// <summary>The events on their way. In memory: what is here when the process ends is lost.</summary>
internal sealed class UnguardedQueue
{
    private readonly Channel<UnguardedEvent> _events = Channel.CreateUnbounded<UnguardedEvent>();
    private readonly ConcurrentDictionary<(string Name, string Label, string Id), bool> _known = new();

    public IAsyncEnumerable<UnguardedEvent> ReadAllAsync(CancellationToken cancellation) => _events.Reader.ReadAllAsync(cancellation);

    public void Add(UnguardedEvent added, string? deduplicationId)
    {
        if (deduplicationId is null || _known.TryAdd((added.Name, added.Label.ToString(), deduplicationId), true))
        {
            _events.Writer.TryWrite(added);
        }
    }
}
