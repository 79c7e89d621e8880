using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Sources;

/// <summary>Says what a record is: what its envelope says, or the policy if it has none; what is wrong with it is not told apart.</summary>
/// <remarks>semantics §2, rule start: an envelope that is there and does not open is refused, whatever the policy says of records without one.</remarks>
internal sealed class SourceOpening(EnvelopeSeals seals, SourceOptions options, ServedFunction served, TimeProvider time, IObjectEnvelopes? objects = null)
{
    private const int MaxDepth = 64;

    /// <exception cref="EventsUnavailableException">What has to be known for it cannot be known now.</exception>
    /// <exception cref="EnvelopeKeysUnavailableException">There are no keys to open it with now.</exception>
    internal async Task<OpenedRecord> OpenAsync(int at, SourceRecord record, FlowPolicy policy, CancellationToken cancellation)
    {
        if (!IsJson(record.Body.Span))
        {
            return Refuse(at, record, policy, SetAsideReason.NotJson);
        }

        if (record.FacetLabel is { } facet)
        {
            return Known(at, record, policy, facet);
        }

        var (text, signed) = record.Stored is { } stored ? await FindAsync(stored, cancellation) : (record.Envelope, record.Body);
        if (text is null && record.Policy?.UnsignedLabel is { } unsigned)
        {
            return Known(at, record, policy, unsigned.ToString());
        }

        var seal = await seals.GetAsync(text);
        return seal.Open(text, record.Source, signed.Span) is { } envelope
            ? Signed(at, record, policy, envelope)
            : Refuse(at, record, policy, SetAsideReason.NotAuthentic);
    }

    // Without a way to look it up, or without the object, it might have had one.
    private async Task<(string? Text, ReadOnlyMemory<byte> Signed)> FindAsync(StoredObject stored, CancellationToken cancellation) =>
        objects is not null && await objects.FindAsync(stored, cancellation) is { } found
            ? (found.Text, found.Sha256 is { } sha256 ? StoredObject.Body(stored.Bucket, stored.Key, sha256) : ReadOnlyMemory<byte>.Empty)
            : ("", ReadOnlyMemory<byte>.Empty);

    private OpenedRecord Known(int at, SourceRecord record, FlowPolicy policy, string label)
    {
        var name = record.Policy!.Event!;
        var functions = Subscribers(policy, name);
        return functions.IsEmpty
            ? Refuse(at, record, policy, SetAsideReason.NotSubscribed, label)
            : new OpenedRecord
            {
                At = at,
                Record = record,
                Id = record.Delivered is { } delivered ? OpenedRecord.Digest("delivered", record.Source, delivered) : RandomNumberGenerator.GetHexString(32, lowercase: true),
                Event = name,
                Functions = functions,
                Label = label,
                Expires = time.GetUtcNow() + options.Remembered,
            };
    }

    private OpenedRecord Signed(int at, SourceRecord record, FlowPolicy policy, Envelope envelope)
    {
        var isMeant = (record.Policy?.Event is not { } name || string.Equals(name, envelope.Event, StringComparison.Ordinal))
            && (record.Function is null || string.Equals(record.Function, envelope.Function, StringComparison.Ordinal));
        var functions = !isMeant ? []
            : envelope.Function is { } one ? Subscribers(policy, envelope.Event).Contains(one, StringComparer.Ordinal) ? [one] : []
            : Subscribers(policy, envelope.Event);
        return functions.IsEmpty
            ? Refuse(at, record, policy, SetAsideReason.NotSubscribed, envelope.Label)
            : new OpenedRecord
            {
                At = at,
                Record = record,
                Id = envelope.MessageId,
                Event = envelope.Event,
                Functions = functions,
                Label = envelope.Label,
                Attempt = envelope.Attempt,
                Due = envelope.Due,
                Expires = envelope.Expires,
            };
    }

    private ImmutableArray<string> Subscribers(FlowPolicy policy, string name) =>
        [.. policy.Subscribers(name).Select(function => function.Name).Where(served.Is)];

    // What nobody vouches for may be anybody's.
    private static OpenedRecord Refuse(int at, SourceRecord record, FlowPolicy policy, SetAsideReason why, string? label = null) =>
        new() { At = at, Record = record, Refusal = why, Label = label ?? policy.Order.Top.ToString() };

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return !body.IsEmpty;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
