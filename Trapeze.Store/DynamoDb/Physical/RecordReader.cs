using System.Buffers.Binary;
using System.Text;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Reads what a <see cref="BinaryWriter"/> wrote; never past it.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private const int UidLength = 16;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <exception cref="InvalidDataException">There is none.</exception>
    internal string Text() => Encoding.UTF8.GetString(Take((int)Math.Min(Number(), int.MaxValue)));

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

        throw Malformed();
    }

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

        return _rest.IsEmpty ? uids : throw Malformed();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw Malformed();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Malformed() => new("DynamoDB: a facet's record is malformed");
}
