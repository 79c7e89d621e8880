namespace Trapeze.Store.Items;

/// <summary>The bytes of a B value, whose stream may be at any position, and even be closed.</summary>
internal static class Binary
{
    /// <summary>The bytes of <paramref name="stream"/>, without a copy where it allows.</summary>
    public static ReadOnlySpan<byte> Bytes(MemoryStream stream) => stream.TryGetBuffer(out var buffer) ? buffer : stream.ToArray();

    /// <summary>A stream of its own copy of <paramref name="bytes"/>.</summary>
    public static MemoryStream From(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        return new MemoryStream(copy, 0, copy.Length, writable: false, publiclyVisible: true);
    }

    public static MemoryStream Copy(MemoryStream stream) => From(Bytes(stream));

    public static bool Equal(MemoryStream left, MemoryStream right) => Bytes(left).SequenceEqual(Bytes(right));
}
