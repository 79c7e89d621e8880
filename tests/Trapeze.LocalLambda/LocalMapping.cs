namespace Trapeze.LocalLambda;

/// <summary>An event source mapping: Lambda reads a source and hands batches of its records to a function.</summary>
public sealed record LocalMapping
{
    /// <summary>The source: <c>sqs:QUEUE</c>, <c>kinesis:STREAM</c> or <c>dynamodb:TABLE</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The function's name.</summary>
    public required string Function { get; init; }

    /// <summary>The most records of a batch.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>How long a batch waits for more records.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Whether the function says which records have failed (<c>ReportBatchItemFailures</c>).</summary>
    public bool ReportsFailures { get; init; } = true;

    /// <summary>How many batches of a queue are under way at once; a stream has one for each shard.</summary>
    public int MostAtOnce { get; init; } = 2;

    /// <summary>How often a batch of a stream is tried again; then it is given up. Lambda itself has no bound unless it is given one.</summary>
    public int MostRetries { get; init; } = 10;

    /// <summary>Whether a batch of a stream is halved when the function fails.</summary>
    public bool Bisects { get; init; }

    /// <summary>The queue that is told of batches of a stream that were given up.</summary>
    public string? OnFailure { get; init; }

    internal string Kind => Source.Split(':', 2)[0];

    internal string Resource => Source.Split(':', 2)[1];
}
