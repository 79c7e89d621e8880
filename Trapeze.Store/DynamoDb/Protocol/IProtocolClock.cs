namespace Trapeze.Store.DynamoDb.Protocol;

/// <summary>What the protocol knows of time, in microseconds.</summary>
internal interface IProtocolClock
{
    /// <summary>Since 1970.</summary>
    long Now { get; }

    /// <summary>Of a clock that never goes back.</summary>
    long Tick { get; }

    /// <summary>How far <see cref="Now"/> may be off.</summary>
    long Uncertainty { get; }

    /// <summary>Waits until <see cref="Now"/> is later than <paramref name="moment"/>.</summary>
    ValueTask WaitBehindAsync(long moment);

    /// <summary>Waits for a while.</summary>
    ValueTask PauseAsync(long duration);
}
