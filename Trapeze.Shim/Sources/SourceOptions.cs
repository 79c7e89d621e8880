namespace Trapeze.Shim.Sources;

/// <summary>What the host that events come to is, and how it takes them.</summary>
internal sealed class SourceOptions
{
    /// <summary>What the names of Trapeze's own queues begin with, before the function's; <see langword="null"/>: there are none.</summary>
    internal string? QueuePrefix { get; init; }

    /// <summary>How long it is remembered that a record without an envelope is done: no source that keeps it longer may send it again.</summary>
    internal TimeSpan Remembered { get; init; } = TimeSpan.FromDays(15);

    /// <summary>How long what runs may take to end when the host has to stop, before it counts as failed.</summary>
    internal TimeSpan LastGrace { get; init; } = TimeSpan.FromMilliseconds(500);
}
