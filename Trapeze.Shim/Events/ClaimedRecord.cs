using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Events;

/// <summary>A record taken for one attempt, whose envelope has been opened.</summary>
internal sealed record ClaimedRecord(long Row, Envelope Envelope, string Label, ReadOnlyMemory<byte> Payload, int Attempt)
{
    internal string Id => Envelope.MessageId;

    internal string Name => Envelope.Event;

    internal string Function => Envelope.Function!;

    public override string ToString() => Id;
}
