using System.Buffers;

namespace Trapeze.Shim.Envelopes;

/// <summary>A secret that signs envelopes, and the name that they know it by.</summary>
/// <remarks>Its text shows the name only.</remarks>
public sealed class EnvelopeKey
{
    internal const int LongestId = 64;
    private const int ShortestSecret = 32;
    private const int LongestSecret = 1_024;
    private static readonly SearchValues<char> OfIds = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private readonly byte[] _secret;

    /// <summary>A key. Whether it is a good one is said, of all of them together, where they become <see cref="EnvelopeKeys"/>.</summary>
    /// <param name="id">Names it in every envelope: 1 to 64 letters, digits, <c>-</c> and <c>_</c>. Not secret.</param>
    /// <param name="secret">Random bytes, 32 at least.</param>
    public EnvelopeKey(string id, ReadOnlyMemory<byte> secret)
    {
        ArgumentNullException.ThrowIfNull(id);
        Id = id;
        _secret = secret.ToArray();
    }

    /// <summary>Names the key in every envelope.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Secret => _secret;

    internal static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= LongestId && !text.ContainsAnyExcept(OfIds);

    internal IEnumerable<string> Problems()
    {
        if (!IsId(Id))
        {
            yield return $"key `{Id}` is not named by 1 to {LongestId} letters, digits, `-` and `_`";
        }

        if (_secret.Length < ShortestSecret)
        {
            yield return $"key `{Id}` has a secret of {_secret.Length} bytes; it takes {ShortestSecret} at least";
        }
        else if (_secret.Length > LongestSecret)
        {
            yield return $"key `{Id}` has a secret of {_secret.Length} bytes; it takes {LongestSecret} at most";
        }
        else if (_secret.AsSpan().IndexOfAnyExcept(_secret[0]) < 0)
        {
            yield return $"key `{Id}` has a secret that is one byte over and over";
        }
    }

    /// <summary>The key's name.</summary>
    public override string ToString() => Id;
}
