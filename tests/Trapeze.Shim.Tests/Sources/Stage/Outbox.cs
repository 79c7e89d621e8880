using System.Collections.Concurrent;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>A transport that keeps what it is given, for a test to look at and to deliver.</summary>
internal sealed class Outbox : IEventTransport
{
    private readonly ConcurrentQueue<NewEvent> _kept = new();

    /// <summary>Whether it keeps nothing.</summary>
    internal bool IsGone { get; set; }

    internal IReadOnlyList<NewEvent> Sent => [.. _kept.Where(one => one.Aside is null)];

    internal IReadOnlyList<NewEvent> Aside => [.. _kept.Where(one => one.Aside is not null)];

    public Task AppendAsync(NewEvent added)
    {
        if (IsGone)
        {
            return Task.FromException(new EventsUnavailableException());
        }

        _kept.Enqueue(added);
        return Task.CompletedTask;
    }

    internal IReadOnlyList<NewEvent> TakeSent()
    {
        var all = new List<NewEvent>();
        while (_kept.TryDequeue(out var one))
        {
            all.Add(one);
        }

        foreach (var one in all.Where(one => one.Aside is not null))
        {
            _kept.Enqueue(one);
        }

        return [.. all.Where(one => one.Aside is null)];
    }
}
