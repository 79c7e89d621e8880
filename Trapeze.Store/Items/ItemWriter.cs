using System.Buffers;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Items;

/// <summary>Writes the bytes of <see cref="ItemCodec"/>.</summary>
internal sealed class ItemWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Map(Dictionary<string, AttributeValue> map, int depth)
    {
        Length(map.Count);
        var names = new string[map.Count];
        map.Keys.CopyTo(names, 0);
        Array.Sort(names, StringComparer.Ordinal);
        foreach (var name in names)
        {
            Text(name);
            Value(map[name], depth);
        }
    }

    private void Value(AttributeValue value, int depth)
    {
        if (depth > ItemCodec.MaxDepth)
        {
            throw new ArgumentException("an item was not validated", nameof(value));
        }

        var kind = AttributeKinds.Known(value);
        switch (kind)
        {
            case AttributeKind.BOOL:
                Byte((byte)((byte)kind | (value.BOOL is true ? ItemReader.True : 0)));
                return;
            default:
                Byte((byte)kind);
                Content(kind, value, depth);
                return;
        }
    }

    private void Content(AttributeKind kind, AttributeValue value, int depth)
    {
        switch (kind)
        {
            case AttributeKind.S:
                Text(value.S);
                break;
            case AttributeKind.N:
                Number(value.N);
                break;
            case AttributeKind.B:
                Bytes(Binary.Bytes(value.B));
                break;
            case AttributeKind.SS:
                Length(value.SS.Count);
                foreach (var member in value.SS.Order(StringComparer.Ordinal))
                {
                    Text(member);
                }

                break;
            case AttributeKind.NS:
                Length(value.NS.Count);
                foreach (var member in value.NS.OrderBy(DynamoNumber.Parse))
                {
                    Number(member);
                }

                break;
            case AttributeKind.BS:
                Length(value.BS.Count);
                foreach (var member in value.BS.OrderBy(ValueComparer.Canonical, StringComparer.Ordinal))
                {
                    Bytes(Binary.Bytes(member));
                }

                break;
            case AttributeKind.M:
                Map(value.M, depth + 1);
                break;
            case AttributeKind.L:
                Length(value.L.Count);
                foreach (var element in value.L)
                {
                    Value(element, depth + 1);
                }

                break;
        }
    }

    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Length(length);
        KeyEncoding.StrictUtf8.GetBytes(text, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }

    private void Number(string text)
    {
        var span = _buffer.GetSpan(NumberEncoding.MaxLength + 1);
        var length = NumberEncoding.Write(DynamoNumber.Parse(text), span[1..]);
        span[0] = (byte)length;
        _buffer.Advance(length + 1);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Length(bytes.Length);
        _buffer.Write(bytes);
    }

    private void Length(int length)
    {
        var rest = (uint)length;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }
}
