namespace Trapeze.LocalServers;

/// <summary>How a server keeps its tables.</summary>
public sealed class DynamoDbLocalOptions
{
    /// <summary>The folder of its file, which outlives the process; <see langword="null"/> for memory.</summary>
    public string? DataFolder { get; init; }
}
