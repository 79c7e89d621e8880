namespace Trapeze.Shim.Events;

/// <summary>A record that was set aside, for the trusted base to inspect: it may carry any label.</summary>
/// <remarks>Not a record type, and its text shows no payload.</remarks>
public sealed class SetAsideEvent
{
    internal SetAsideEvent(string id, string name, string function, string label, int attempts, SetAsideReason reason, ReadOnlyMemory<byte> payload)
    {
        Id = id;
        Name = name;
        Function = function;
        Label = label;
        Attempts = attempts;
        Reason = reason;
        Payload = payload;
    }

    /// <summary>The record's id.</summary>
    public string Id { get; }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>The function that it was for.</summary>
    public string Function { get; }

    /// <summary>The label's text as it was published.</summary>
    public string Label { get; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; }

    /// <summary>Why it was set aside.</summary>
    public SetAsideReason Reason { get; }

    /// <summary>The payload's JSON, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The record's id.</summary>
    public override string ToString() => Id;
}
