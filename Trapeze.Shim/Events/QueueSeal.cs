using System.Security.Cryptography;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Events;

/// <summary>The envelopes of the queue's rows: what stands in the file's other columns is believed only as far as a row's envelope says it too.</summary>
internal sealed class QueueSeal(EnvelopeSeal seal)
{
    private const string Source = "queue";

    /// <summary>A new row of <paramref name="added"/> for one of its functions.</summary>
    /// <exception cref="ArgumentException">A name or the label is too long for an envelope.</exception>
    internal QueuedRow Close(NewEvent added, string function, DateTimeOffset now) =>
        Close(new QueuedRow(0, RandomNumberGenerator.GetHexString(32, lowercase: true), added.Name, function, added.Label, added.Payload, added.Due, 0, ""), now);

    /// <summary>The row with an envelope that says what it says.</summary>
    internal QueuedRow Close(QueuedRow row, DateTimeOffset now)
    {
        var envelope = new Envelope
        {
            MessageId = row.Id,
            Source = Source,
            Event = row.Name,
            Function = row.Function,
            Label = row.Label,
            Issued = now,
            Due = row.Due,
            Expires = Envelope.Never,
        };
        return row with { Envelope = seal.Close(envelope, row.Payload.Span) };
    }

    /// <summary>The envelope of a claimed record at the label that its function has risen to.</summary>
    internal string Close(ClaimedRecord record, string label) => seal.Close(record.Envelope.At(label), record.Payload.Span);

    /// <summary>What the envelope says of the row, if it is this row that it speaks of; <see langword="null"/> otherwise.</summary>
    internal Envelope? Open(QueuedRow row) =>
        seal.OpenKept(row.Envelope, Source, row.Payload.Span) is { Function: not null } envelope
        && string.Equals(envelope.MessageId, row.Id, StringComparison.Ordinal)
        && string.Equals(envelope.Event, row.Name, StringComparison.Ordinal)
        && string.Equals(envelope.Function, row.Function, StringComparison.Ordinal)
        && string.Equals(envelope.Label, row.Label, StringComparison.Ordinal)
            ? envelope
            : null;

    /// <summary>What the envelopes of rows begin with that were closed with the key that signs now.</summary>
    internal string Prefix => seal.Prefix;

    /// <summary>A new envelope of a row that was closed with another key.</summary>
    internal string? Renew(QueuedRow row) => Open(row) is { } envelope ? seal.Close(envelope, row.Payload.Span) : null;
}
