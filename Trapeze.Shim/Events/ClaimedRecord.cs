namespace Trapeze.Shim.Events;

/// <summary>A record taken for one attempt.</summary>
internal sealed record ClaimedRecord(long Row, string Id, string Name, string Function, string Label, ReadOnlyMemory<byte> Payload, int Attempt);
