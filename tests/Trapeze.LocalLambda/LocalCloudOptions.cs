namespace Trapeze.LocalLambda;

/// <summary>What there is.</summary>
public sealed record LocalCloudOptions
{
    /// <summary>The functions.</summary>
    public IReadOnlyList<LocalFunction> Functions { get; init; } = [];

    /// <summary>What the HTTP fronts lead to.</summary>
    public IReadOnlyList<LocalRoute> Routes { get; init; } = [];

    /// <summary>The queues of SQS.</summary>
    public IReadOnlyList<LocalQueue> Queues { get; init; } = [];

    /// <summary>What reads queues and streams for functions.</summary>
    public IReadOnlyList<LocalMapping> Mappings { get; init; } = [];

    /// <summary>The streams with more shards than one; those with one are as many as mappings name.</summary>
    public IReadOnlyList<LocalStream> Streams { get; init; } = [];

    /// <summary>What is told of topics, buses, buckets and state machines, which are those that are named here.</summary>
    public IReadOnlyList<LocalSubscription> Subscriptions { get; init; } = [];

    /// <summary>Secrets Manager's secrets, by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What every instance finds in its environment, besides <c>AWS_ENDPOINT_URL</c>, which is this cloud's; <c>{aws}</c> in a value is that address.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The stage of the HTTP API; another than <c>$default</c> stands in front of every path.</summary>
    public string Stage { get; init; } = "$default";

    /// <summary>How long a front waits for a function.</summary>
    public TimeSpan GatewayTimeout { get; init; } = TimeSpan.FromSeconds(29);

    /// <summary>Whether services promise no more than they do: standard queues and asynchronous invocations deliver some things twice, and queues in any order.</summary>
    public bool IsUnruly { get; init; }

    /// <summary>What the dice of <see cref="IsUnruly"/> start with.</summary>
    public int Seed { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
