namespace Trapeze.LocalLambda;

/// <summary>An SQS queue; a FIFO queue if its name ends in <c>.fifo</c>.</summary>
public sealed record LocalQueue
{
    /// <summary>The queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>How long a received message is hidden from the next receiver.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message is hidden after it was sent, unless it says so itself.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How often a message is received before it goes to <see cref="DeadLetterQueue"/>.</summary>
    public int MostReceives { get; init; } = 1000;

    /// <summary>The queue of what was received too often.</summary>
    public string? DeadLetterQueue { get; init; }
}
