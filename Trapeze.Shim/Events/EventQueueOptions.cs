using System.Collections.Immutable;

namespace Trapeze.Shim.Events;

/// <summary>How the durable event queue keeps and delivers its records.</summary>
public sealed class EventQueueOptions
{
    /// <summary>How long a failed record waits before each further attempt; after the last it is set aside.</summary>
    /// <remarks>A fixed schedule: it depends on nothing but the record's own failures.</remarks>
    public ImmutableArray<TimeSpan> Retries { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    /// <summary>How long a de-duplication id is remembered after the event is due.</summary>
    public TimeSpan DeduplicationWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest delay of an event.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The largest payload, in bytes of JSON.</summary>
    public int MaxPayload { get; init; } = 1_048_576;

    /// <summary>How many records of one label may run at once.</summary>
    public int ConcurrencyPerLabel { get; init; } = 8;

    /// <summary>How many records may run at once before <see cref="Patience"/> takes them out of this count.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How long a record counts towards <see cref="Concurrency"/>: from then on it can delay only records of its own label.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a function may run before it is cancelled and the attempt has failed.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a cancelled function may take to end before its record is set aside.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (Retries.IsDefault || Retries.Any(wait => wait < TimeSpan.Zero) || DeduplicationWindow < TimeSpan.Zero || MaxDelay < TimeSpan.Zero
            || MaxPayload < 1 || ConcurrencyPerLabel < 1 || Concurrency < 1 || Patience <= TimeSpan.Zero || Lease <= TimeSpan.Zero
            || Grace <= TimeSpan.Zero)
        {
            throw new InvalidOperationException("event queue options are out of range");
        }
    }
}
