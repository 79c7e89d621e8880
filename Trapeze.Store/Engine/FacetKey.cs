namespace Trapeze.Store.Engine;

/// <summary>A logical key as one string of bytes, ordered by partition key and then by sort key.</summary>
/// <param name="Bytes">The encoded partition key, escaped and ended so that no other's begins like it, then the encoded sort key.</param>
internal readonly record struct FacetKey(byte[] Bytes)
{
    private const byte Escaped = 0xFF;
    private const byte End = 0x01;

    internal static FacetKey Of(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> sort)
    {
        var zeros = hash.Count((byte)0);
        var bytes = new byte[hash.Length + zeros + 2 + sort.Length];
        var at = 0;
        foreach (var value in hash)
        {
            bytes[at++] = value;
            if (value == 0)
            {
                bytes[at++] = Escaped;
            }
        }

        bytes[at + 1] = End;
        sort.CopyTo(bytes.AsSpan(at + 2));
        return new(bytes);
    }

    /// <summary>The least key that is above every key of a partition.</summary>
    internal static FacetKey Behind(ReadOnlySpan<byte> hash)
    {
        var key = Of(hash, []);
        key.Bytes[^1]++;
        return key;
    }

    /// <summary>The next key.</summary>
    internal FacetKey Next() => new([.. Bytes, 0]);
}
