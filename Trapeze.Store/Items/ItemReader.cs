using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Reads the bytes of <see cref="ItemCodec"/>; never reads past them, nor reserves more than they could fill.</summary>
internal ref struct ItemReader(ReadOnlySpan<byte> bytes)
{
    public const byte True = 0x80;

    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public Dictionary<string, AttributeValue> Map(int depth)
    {
        var count = Count(depth, least: 3);
        var map = new Dictionary<string, AttributeValue>(count, StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
        {
            if (!map.TryAdd(Text(), Value(depth)))
            {
                throw new InvalidDataException("an item has an attribute twice");
            }
        }

        return map;
    }

    private AttributeValue Value(int depth)
    {
        var type = Byte();
        switch (type)
        {
            case (byte)AttributeKind.S:
                return new() { S = Text() };
            case (byte)AttributeKind.N:
                return new() { N = Number() };
            case (byte)AttributeKind.B:
                return new() { B = Bytes() };
            case (byte)AttributeKind.SS:
                var strings = new List<string>(Count(depth, least: 1));
                for (var left = strings.Capacity; left > 0; left--)
                {
                    strings.Add(Text());
                }

                return new() { SS = strings };
            case (byte)AttributeKind.NS:
                var numbers = new List<string>(Count(depth, least: 2));
                for (var left = numbers.Capacity; left > 0; left--)
                {
                    numbers.Add(Number());
                }

                return new() { NS = numbers };
            case (byte)AttributeKind.BS:
                var binaries = new List<MemoryStream>(Count(depth, least: 1));
                for (var left = binaries.Capacity; left > 0; left--)
                {
                    binaries.Add(Bytes());
                }

                return new() { BS = binaries };
            case (byte)AttributeKind.M:
                return new() { M = Map(depth + 1) };
            case (byte)AttributeKind.L:
                var list = new List<AttributeValue>(Count(depth + 1, least: 1));
                for (var left = list.Capacity; left > 0; left--)
                {
                    list.Add(Value(depth + 1));
                }

                return new() { L = list };
            case (byte)AttributeKind.BOOL:
                return new() { BOOL = false };
            case (byte)AttributeKind.BOOL | True:
                return new() { BOOL = true };
            case (byte)AttributeKind.NULL:
                return new() { NULL = true };
            default:
                throw new InvalidDataException("an item has a value of an unknown type");
        }
    }

    private string Text() => KeyEncoding.StrictUtf8.GetString(Take(Length()));

    private MemoryStream Bytes() => Binary.From(Take(Length()));

    private string Number() => NumberEncoding.TryRead(Take(Length()), out var text) ? text : throw new InvalidDataException("an item's number is malformed");

    /// <summary>A count of things of at least <paramref name="least"/> bytes each.</summary>
    private int Count(int depth, int least)
    {
        if (depth > ItemCodec.MaxDepth)
        {
            throw new InvalidDataException("an item is too deep");
        }

        var count = Length();
        return count <= _rest.Length / least ? count : throw new InvalidDataException("an item ends too soon");
    }

    private int Length()
    {
        uint length = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            length |= (part & 0x7Fu) << shift;
            if (part < 0x80)
            {
                return length <= int.MaxValue && (part != 0 || shift == 0) && (shift < 28 || part < 8)
                    ? (int)length
                    : throw new InvalidDataException("an item has a malformed length");
            }
        }

        throw new InvalidDataException("an item has a malformed length");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException("an item ends too soon");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
