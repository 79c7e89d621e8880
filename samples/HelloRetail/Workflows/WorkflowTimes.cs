namespace HelloRetail.Workflows;

/// <summary>How long the workflows wait.</summary>
public sealed record WorkflowTimes
{
    /// <summary>For a photo, before it is taken back and given to somebody else.</summary>
    public TimeSpan Photo { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Before photographers are looked for again.</summary>
    public TimeSpan Photographer { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For the card company's yes or no.</summary>
    public TimeSpan Authorization { get; init; } = TimeSpan.FromSeconds(120);
}
