namespace Trapeze.Policy;

/// <summary>How a <see cref="PolicySource"/> watches its file.</summary>
public sealed class PolicySourceOptions
{
    /// <summary>The policy's file.</summary>
    public required string Path { get; init; }

    /// <summary>The clock that paces the watch.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How often the file is looked at. A change counts once two looks in a row have seen the same bytes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Told of every reading after the first: taken (perhaps with warnings), or refused and the old policy kept.</summary>
    public Action<PolicyResult>? OnReload { get; init; }
}
