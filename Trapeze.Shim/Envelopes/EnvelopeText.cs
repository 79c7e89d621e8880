using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trapeze.Shim.Envelopes;

/// <summary>The one text of an envelope, up to its signature: <c>trapeze1.KEY.PAYLOAD</c>, the payload being JSON in base64url.</summary>
/// <remarks>Nothing in it chooses an algorithm: there is one.</remarks>
internal static class EnvelopeText
{
    internal const string Version = "trapeze1";
    internal const byte Dot = (byte)'.';
    internal const int HashLength = 32;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>What is signed.</summary>
    internal static byte[] Write(string key, Envelope envelope, ReadOnlySpan<byte> bodyHash)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, envelope.MessageId);
            writer.WriteString("source"u8, envelope.Source);
            writer.WriteString("event"u8, envelope.Event);
            writer.WriteString("function"u8, envelope.Function);
            writer.WriteString("label"u8, envelope.Label);
            writer.WriteNumber("attempt"u8, envelope.Attempt);
            writer.WriteNumber("issued"u8, envelope.Issued.ToUnixTimeMilliseconds());
            writer.WriteNumber("due"u8, envelope.Due.ToUnixTimeMilliseconds());
            writer.WriteNumber("expires"u8, envelope.Expires.ToUnixTimeMilliseconds());
            writer.WriteString("body"u8, Base64Url.EncodeToString(bodyHash));
            writer.WriteEndObject();
        }

        var head = Encoding.ASCII.GetBytes($"{Version}.{key}.");
        var text = new byte[head.Length + Base64Url.GetEncodedLength(json.WrittenCount)];
        head.CopyTo(text, 0);
        Base64Url.EncodeToUtf8(json.WrittenSpan, text.AsSpan(head.Length));
        return text;
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and nothing else: no other order, spacing, escape, padding or member is the same text.</summary>
    /// <param name="signed">The text as it came, whose signature is right.</param>
    /// <param name="key">The key that it names.</param>
    /// <param name="payload">The part of it that is the payload.</param>
    /// <param name="bodyHash">Takes the hash of the body that it speaks of.</param>
    internal static Envelope? Read(ReadOnlySpan<byte> signed, string key, ReadOnlySpan<byte> payload, Span<byte> bodyHash)
    {
        try
        {
            var json = Base64Url.DecodeFromUtf8(payload);
            return Parse(json, bodyHash) is { IsWellFormed: true } envelope && signed.SequenceEqual(Write(key, envelope, bodyHash)) ? envelope : null;
        }
        catch (Exception problem) when (problem is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static Envelope? Parse(ReadOnlySpan<byte> json, Span<byte> bodyHash)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var envelope = new Envelope
        {
            MessageId = Next(ref reader).GetString()!,
            Source = Next(ref reader).GetString()!,
            Event = Next(ref reader).GetString()!,
            Function = Next(ref reader).GetString(),
            Label = Next(ref reader).GetString()!,
            Attempt = Next(ref reader).GetInt32(),
            Issued = DateTimeOffset.FromUnixTimeMilliseconds(Next(ref reader).GetInt64()),
            Due = DateTimeOffset.FromUnixTimeMilliseconds(Next(ref reader).GetInt64()),
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(Next(ref reader).GetInt64()),
        };
        var hash = Next(ref reader).GetString();
        return Base64Url.TryDecodeFromChars(hash, bodyHash, out var length) && length == HashLength ? envelope : null;
    }

    // Names are compared with everything else, as text.
    private static ref Utf8JsonReader Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
        return ref reader;
    }
}
