using Gg.Blobs;

namespace Gg.Graphs;

/// <summary>A file of the project, by its name in the project's folder.</summary>
public sealed record Source(string Name, ReadOnlyMemory<byte> Content)
{
    public BlobHash Hash { get; } = BlobHash.Of(Content.Span);
}
