namespace Trapeze.Shim.Channels;

/// <summary>Bounds on what goes out and comes back on channels.</summary>
public sealed class ChannelOptions
{
    /// <summary>The largest body of a request, and of a mail with what is attached to it, in bytes.</summary>
    public int MaxOut { get; init; } = 16 * 1024 * 1024;

    /// <summary>The largest body of an answer, in bytes.</summary>
    public int MaxBack { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a request, or the delivery of a mail to its server, may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
