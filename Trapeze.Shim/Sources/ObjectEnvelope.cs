namespace Trapeze.Shim.Sources;

/// <summary>What S3 keeps with an object: the envelope in its metadata, if there is one, and the SHA-256 of its content in base64, if it has that.</summary>
internal sealed record ObjectEnvelope(string? Text, string? Sha256)
{
    public override string ToString() => nameof(ObjectEnvelope);
}
