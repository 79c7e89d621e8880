using System.Text.Json;

namespace Trapeze.Shim.Sources;

/// <summary>An object of a bucket, in one version.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The object's key.</param>
/// <param name="Version">The version; <see langword="null"/> where the bucket keeps none.</param>
internal sealed record StoredObject(string Bucket, string Key, string? Version)
{
    /// <summary>What an object's envelope is closed around: where it is stored and the SHA-256 of what is stored there, in base64, as S3 keeps it with the object.</summary>
    /// <remarks>Not the version: it has none yet when the envelope is made. The version is the one whose envelope and hash are looked up.</remarks>
    internal static byte[] Body(string bucket, string key, string sha256) => JsonSerializer.SerializeToUtf8Bytes((string[])[bucket, key, sha256]);

    public override string ToString() => nameof(StoredObject);
}
