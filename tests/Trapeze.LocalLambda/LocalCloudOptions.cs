namespace Trapeze.LocalLambda;

/// <summary>What there is.</summary>
public sealed record LocalCloudOptions
{
    /// <summary>The functions.</summary>
    public IReadOnlyList<LocalFunction> Functions { get; init; } = [];

    /// <summary>What the HTTP fronts lead to.</summary>
    public IReadOnlyList<LocalRoute> Routes { get; init; } = [];

    /// <summary>What every instance finds in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The stage of the HTTP API; another than <c>$default</c> stands in front of every path.</summary>
    public string Stage { get; init; } = "$default";

    /// <summary>How long a front waits for a function.</summary>
    public TimeSpan GatewayTimeout { get; init; } = TimeSpan.FromSeconds(29);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
