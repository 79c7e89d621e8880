namespace Trapeze.LocalLambda.Queues;

/// <summary>A message of a queue. What changes does so under the queue's lock.</summary>
internal sealed class Message(NewMessage sent, DateTimeOffset at, long sequence)
{
    internal string Id { get; } = Guid.NewGuid().ToString();

    internal NewMessage Sent => sent;

    internal DateTimeOffset SentAt => at;

    internal long Sequence => sequence;

    internal DateTimeOffset VisibleAt { get; set; } = at + (sent.Delay ?? TimeSpan.Zero);

    internal int Receives { get; set; }

    internal DateTimeOffset? FirstReceived { get; set; }

    /// <summary>The last receiver's handle.</summary>
    internal string? Handle { get; set; }

    internal LinkedListNode<Message>? Node { get; set; }

    internal bool IsInFlight(DateTimeOffset now) => Handle is not null && VisibleAt > now;
}
