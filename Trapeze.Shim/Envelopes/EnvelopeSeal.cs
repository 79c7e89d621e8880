using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Trapeze.Shim.Envelopes;

/// <summary>Closes and opens envelopes with one set of keys: HMAC-SHA-256 and nothing else.</summary>
/// <remarks>
/// The text is <c>trapeze1.KEY.PAYLOAD.SIGNATURE</c>. What is wrong with one that does not open is told to nobody: the answer is the same, and so is the work up to
/// where the signature is known to be right, beyond which only a holder of the keys gets.
/// </remarks>
internal sealed class EnvelopeSeal(EnvelopeKeys keys, TimeProvider time)
{
    /// <summary>The longest text that is looked at, in characters.</summary>
    internal const int LongestText = 64 * 1_024;

    /// <summary>By how much the clocks of those who close and open may differ.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private const int SignatureLength = 43;
    private const int OnStack = 1_024;

    // Signs nothing: it takes as long as a key that is there.
    private static readonly EnvelopeKey Absent = new("absent", new byte[HMACSHA256.HashSizeInBytes]);

    /// <summary>What every text begins with that is closed now.</summary>
    internal string Prefix { get; } = $"{EnvelopeText.Version}.{keys.Signing.Id}.";

    /// <summary>The text of <paramref name="envelope"/> around <paramref name="body"/>.</summary>
    /// <exception cref="ArgumentException">A name or the label is empty or too long, or the times are in no order.</exception>
    internal string Close(Envelope envelope, ReadOnlySpan<byte> body)
    {
        if (!envelope.IsWellFormed)
        {
            throw new ArgumentException("the envelope has a part that is missing, too long or out of order", nameof(envelope));
        }

        var signed = EnvelopeText.Write(keys.Signing.Id, envelope, SHA256.HashData(body));
        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(keys.Signing, signed, signature);
        var text = $"{Encoding.ASCII.GetString(signed)}.{Encoding.ASCII.GetString(signature)}";
        return text.Length <= LongestText ? text : throw new ArgumentException("the envelope is too long", nameof(envelope));
    }

    /// <summary>What <paramref name="text"/> says of <paramref name="body"/>, if a holder of the keys closed it for <paramref name="source"/> and it is in force.</summary>
    /// <returns><see langword="null"/> for whatever is wrong. Does not throw.</returns>
    internal Envelope? Open(string? text, string source, ReadOnlySpan<byte> body)
    {
        var now = time.GetUtcNow();
        return OpenKept(text, source, body) is { } envelope && envelope.Issued - now <= Skew && now - envelope.Expires < Skew ? envelope : null;
    }

    /// <summary>The same of what has stayed in this host's hands, whose clock alone was asked: when it was closed says nothing.</summary>
    internal Envelope? OpenKept(string? text, string source, ReadOnlySpan<byte> body)
    {
        Span<byte> bodyHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, bodyHash);
        Span<byte> saidHash = stackalloc byte[SHA256.HashSizeInBytes];
        var given = (text ?? "").AsSpan();
        given = given[..Math.Min(given.Length, LongestText)];
        byte[]? rented = null;
        var bytes = given.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(given.Length);
        try
        {
            var isWhole = (Ascii.FromUtf16(given, bytes, out var length) is OperationStatus.Done) & (given.Length == text?.Length);
            return Authentic(bytes[..length], isWhole, saidHash) is { } envelope
                && string.Equals(envelope.Source, source, StringComparison.Ordinal)
                && CryptographicOperations.FixedTimeEquals(saidHash, bodyHash)
                ? envelope
                : null;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    /// <summary>Whether <paramref name="text"/> names a key that is not among these, as one that was closed with newer ones does.</summary>
    internal bool IsOfOtherKeys(string? text)
    {
        if (text is null || text.Length > LongestText || !text.StartsWith($"{EnvelopeText.Version}.", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan(EnvelopeText.Version.Length + 1);
        var end = rest.IndexOf('.');
        if (end < 0 || !EnvelopeKey.IsId(rest[..end]))
        {
            return false;
        }

        foreach (var key in keys.All)
        {
            if (rest[..end].SequenceEqual(key.Id))
            {
                return false;
            }
        }

        return true;
    }

    private Envelope? Authentic(ReadOnlySpan<byte> text, bool isWhole, Span<byte> bodyHash)
    {
        var last = text.LastIndexOf(EnvelopeText.Dot);
        var signed = last < 0 ? text : text[..last];
        var given = last < 0 ? [] : text[(last + 1)..];
        var key = KeyOf(signed, out var payload);
        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(key ?? Absent, signed, signature);
        var isSigned = CryptographicOperations.FixedTimeEquals(signature, given);
        return isSigned & isWhole && key is not null ? EnvelopeText.Read(signed, key.Id, payload, bodyHash) : null;
    }

    private EnvelopeKey? KeyOf(ReadOnlySpan<byte> signed, out ReadOnlySpan<byte> payload)
    {
        payload = [];
        var first = signed.IndexOf(EnvelopeText.Dot);
        var last = signed.LastIndexOf(EnvelopeText.Dot);
        if (first < 0 || last == first)
        {
            return null;
        }

        payload = signed[(last + 1)..];
        foreach (var key in keys.All)
        {
            if (Ascii.Equals(signed[(first + 1)..last], key.Id))
            {
                return key;
            }
        }

        return null;
    }

    private static void Sign(EnvelopeKey key, ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Secret, signed, mac);
        Base64Url.EncodeToUtf8(mac, signature);
    }
}
