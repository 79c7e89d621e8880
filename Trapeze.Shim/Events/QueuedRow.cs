namespace Trapeze.Shim.Events;

/// <summary>A record as it stands in the file.</summary>
internal sealed record QueuedRow(long Row, string Id, string Name, string Function, string Label, ReadOnlyMemory<byte> Payload, DateTimeOffset Due, int Attempt, string Envelope)
{
    public override string ToString() => Id;
}
