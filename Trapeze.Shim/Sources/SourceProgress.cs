using System.Collections.Immutable;

namespace Trapeze.Shim.Sources;

/// <summary>How far a batch has come: what has failed, and what is left to do, by where it stands in the batch.</summary>
internal sealed record SourceProgress(ImmutableArray<int> Failed, ImmutableArray<int> Left)
{
    internal static SourceProgress? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()));
        return new SourceProgress(Read(reader), Read(reader));
    }

    internal ReadOnlyMemory<byte> ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Write(writer, Failed);
        Write(writer, Left);
        writer.Flush();
        return stream.ToArray();
    }

    private static ImmutableArray<int> Read(BinaryReader reader) => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32())];

    private static void Write(BinaryWriter writer, ImmutableArray<int> numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
        {
            writer.Write(number);
        }
    }
}
