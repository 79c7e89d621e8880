using System.Security.Cryptography;

namespace Gg.Blobs;

/// <summary>What a blob is found by: the SHA-256 of its content, in hexadecimal.</summary>
public readonly record struct BlobHash(string Text)
{
    public static BlobHash Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public override string ToString() => Text;
}
