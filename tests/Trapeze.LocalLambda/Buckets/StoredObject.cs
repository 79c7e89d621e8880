using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Buckets;

/// <summary>A version of an object: what was put, and the metadata that came with it.</summary>
internal sealed record StoredObject(string Version, string Tag, IReadOnlyList<HttpField> Metadata, ReadOnlyMemory<byte> Body);
