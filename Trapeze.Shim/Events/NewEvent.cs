using System.Collections.Immutable;

namespace Trapeze.Shim.Events;

/// <summary>An event on its way into the queue: one record for each function.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Label">The canonical text of the label that it carries.</param>
/// <param name="Functions">The functions that receive it.</param>
/// <param name="Payload">The payload, complete and no longer in anybody else's hands.</param>
/// <param name="Due">When it is to be delivered.</param>
/// <param name="DeduplicationId">What it is known by among events of its name and label.</param>
internal sealed record NewEvent(
    string Name, string Label, ImmutableArray<string> Functions, ReadOnlyMemory<byte> Payload, DateTimeOffset Due, string? DeduplicationId)
{
    /// <summary>How long the de-duplication id is remembered, if not for the queue's own window.</summary>
    internal TimeSpan? Remembered { get; init; }

    /// <summary>The id of the record that this is another attempt at; <see langword="null"/> for an event that is new.</summary>
    internal string? MessageId { get; init; }

    /// <summary>Which attempt it is for, from 1.</summary>
    internal int Attempt { get; init; } = 1;

    /// <summary>Why it is kept for somebody to look at and never delivered; <see langword="null"/> for what is to be delivered.</summary>
    internal SetAsideReason? Aside { get; init; }
}
