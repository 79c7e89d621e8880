using System.Buffers.Binary;
using System.Text;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Reads what a <see cref="BinaryWriter"/> wrote; never past it.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private const int UidLength = 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;

    /// <exception cref="InvalidDataException">There is none.</exception>
    internal string Text()
    {
        try
        {
            return Strict.GetString(Take(Number()));
        }
        catch (DecoderFallbackException)
        {
            throw FacetAttributes.Unknown();
        }
    }

    internal bool Flag() => Take(1)[0] != 0;

    internal long Number()
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            number |= (part & 0x7FUL) << shift;
            if (part < 0x80)
            {
                return (long)number;
            }
        }

        throw FacetAttributes.Unknown();
    }

    /// <summary>How many follow, of which each takes at least a byte.</summary>
    internal long Count() => Number() is var count && count >= 0 && count <= _rest.Length ? count : throw FacetAttributes.Unknown();

    /// <summary>A number of eight bytes, the highest first.</summary>
    internal long Position() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    internal Guid Uid() => new(Take(UidLength));

    /// <summary>As many as there are to the end.</summary>
    internal Guid[] Uids()
    {
        var uids = new Guid[_rest.Length / UidLength];
        for (var at = 0; at < uids.Length; at++)
        {
            uids[at] = Uid();
        }

        return _rest.IsEmpty ? uids : throw FacetAttributes.Unknown();
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw FacetAttributes.Unknown();
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
