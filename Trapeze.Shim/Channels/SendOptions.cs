namespace Trapeze.Shim.Channels;

/// <summary>What is said of a message that goes out on a channel of AWS.</summary>
public sealed class SendOptions
{
    /// <summary>The event that the message is to whoever receives it under Trapeze; that of the source which the channel leads to, or the channel's name, if not given.</summary>
    public string? Event { get; init; }

    /// <summary>Messages of one lane arrive in the order they were sent in, where the channel keeps order at all: in Kinesis, and FIFO queues and topics.</summary>
    public string? Lane { get; init; }

    /// <summary>The object's key; on a channel to a bucket, and no other.</summary>
    public string? Key { get; init; }
}
