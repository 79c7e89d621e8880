using System.Buffers.Binary;
using Trapeze.Sandbox.Kernel;

namespace Trapeze.Sandbox.Zygotes;

/// <summary>Calls that the zygote is to make, with the data and the descriptors that they are about.</summary>
internal sealed class Script
{
    /// <summary>The size of a call in a script, and of the answer to it.</summary>
    internal const int EntrySize = 64;

    // What the zygote has besides is below.
    private const int FirstDescriptor = 4;
    private const int Word = 8;
    private const int ArgumentsAt = 8;

    private readonly List<(int Number, CallFlags Flags, Argument[] Arguments)> _calls = [];
    private readonly List<byte> _data = [];
    private readonly List<(int At, int Offset)> _pointers = [];
    private readonly List<int> _descriptors = [];
    private int _opened;

    /// <summary>The descriptors that go with it.</summary>
    internal IReadOnlyList<int> Descriptors => _descriptors;

    /// <summary>Sends a descriptor along.</summary>
    /// <returns>Its number over there.</returns>
    internal int Send(int descriptor)
    {
        _descriptors.Add(descriptor);
        return FirstDescriptor + _descriptors.Count - 1;
    }

    /// <summary>The number that the next descriptor gets which the script opens: all are sent, none is closed before the end.</summary>
    internal int Opened() => FirstDescriptor + _descriptors.Count + _opened++;

    internal Argument Bytes(ReadOnlySpan<byte> bytes)
    {
        var at = Align();
        _data.AddRange(bytes);
        return new Argument(at, IsPlace: true);
    }

    /// <exception cref="KernelException">The text has a zero in it.</exception>
    internal Argument Text(string text) => Bytes(NativeText.Of(text));

    /// <summary>An array of texts, as programs are given their arguments.</summary>
    internal Argument Texts(IEnumerable<string> texts)
    {
        var places = texts.Select(Text).ToList();
        var at = Align();
        foreach (var place in places)
        {
            AddPointer(place);
        }

        _data.AddRange(stackalloc byte[Word]);
        return new Argument(at, IsPlace: true);
    }

    /// <summary>A length, and where something of that length is.</summary>
    internal Argument Counted(long count, Argument place)
    {
        Span<byte> bytes = stackalloc byte[Word];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
        var at = Bytes(bytes);
        AddPointer(place);
        return at;
    }

    internal void Add(int number, params ReadOnlySpan<Argument> arguments) => AddWith(number, CallFlags.None, arguments);

    internal void AddWith(int number, CallFlags flags, params ReadOnlySpan<Argument> arguments) => _calls.Add((number, flags, arguments.ToArray()));

    /// <summary>The script as the zygote reads it.</summary>
    /// <param name="address">Where it will be.</param>
    internal byte[] Build(ulong address)
    {
        var header = EntrySize * (_calls.Count + 1);
        var data = address + (ulong)header;
        var script = new byte[header + _data.Count];
        _data.CopyTo(script, header);
        foreach (var (at, offset) in _pointers)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(script.AsSpan(header + at), data + (ulong)offset);
        }

        for (var each = 0; each < _calls.Count; each++)
        {
            var (number, flags, arguments) = _calls[each];
            var entry = script.AsSpan(EntrySize * each, EntrySize);
            BinaryPrimitives.WriteInt32LittleEndian(entry, number);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], (int)flags);
            for (var which = 0; which < arguments.Length; which++)
            {
                var value = arguments[which].IsPlace ? (long)data + arguments[which].Value : arguments[which].Value;
                BinaryPrimitives.WriteInt64LittleEndian(entry[(ArgumentsAt + (Word * which))..], value);
            }
        }

        BinaryPrimitives.WriteInt32LittleEndian(script.AsSpan(EntrySize * _calls.Count), -1);
        return script;
    }

    private void AddPointer(Argument place)
    {
        _pointers.Add((_data.Count, (int)place.Value));
        _data.AddRange(stackalloc byte[Word]);
    }

    private int Align()
    {
        while (_data.Count % Word != 0)
        {
            _data.Add(0);
        }

        return _data.Count;
    }
}
