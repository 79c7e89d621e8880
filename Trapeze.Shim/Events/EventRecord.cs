namespace Trapeze.Shim.Events;

/// <summary>A record as it starts an activation of one function, wherever it came from.</summary>
/// <param name="Id">Names it, the same at every attempt.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Function">The function that it is for.</param>
/// <param name="Label">The canonical text of the label that it carries.</param>
/// <param name="Payload">The payload's JSON, in UTF-8.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
internal sealed record EventRecord(string Id, string Event, string Function, string Label, ReadOnlyMemory<byte> Payload, int Attempt)
{
    public override string ToString() => Id;
}
