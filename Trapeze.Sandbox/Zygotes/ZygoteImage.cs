using System.Buffers.Binary;

namespace Trapeze.Sandbox.Zygotes;

/// <summary>The zygote as a program that the kernel can start: one page of code, one of a message header, and room for scripts.</summary>
internal static class ZygoteImage
{
    internal const ulong Base = 0x1000_0000;
    internal const int CodeOffset = 0x200;

    /// <summary>Where scripts arrive.</summary>
    internal const ulong Buffer = 0x1001_0000;

    /// <summary>The longest script, in bytes.</summary>
    internal const int BufferSize = 0x10_0000;

    private const ulong Header = Base + Page;
    private const int Page = 0x1000;
    private const int ProgramHeaders = 64;
    private const int ProgramHeaderSize = 56;
    private const uint Load = 1;
    private const uint Stack = 0x6474_E551;
    private const uint Execute = 1;
    private const uint Write = 2;
    private const uint Read = 4;

    /// <summary>The whole file.</summary>
    internal static byte[] Make()
    {
        var file = new byte[2 * Page];
        ((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(file);
        Put16(file, 16, 2);
        Put16(file, 18, 62);
        Put32(file, 20, 1);
        Put64(file, 24, ZygoteCode.Address);
        Put64(file, 32, ProgramHeaders);
        Put16(file, 52, 64);
        Put16(file, 54, ProgramHeaderSize);
        Put16(file, 56, 3);
        PutProgramHeader(file, 0, Load, Read | Execute, 0, Base, Page, Page);
        PutProgramHeader(file, 1, Load, Read | Write, Page, Header, Page, (Buffer - Header) + BufferSize);
        PutProgramHeader(file, 2, Stack, Read | Write, 0, 0, 0, 0);
        ZygoteCode.Bytes.CopyTo(file, CodeOffset);
        PutMessageHeader(file.AsSpan(Page));
        return file;
    }

    // struct msghdr: one part, which is the whole buffer, and room for descriptors.
    private static void PutMessageHeader(Span<byte> page)
    {
        const ulong Part = 0x40;
        const ulong Descriptors = 0x100;
        Put64(page, 16, Header + Part);
        Put64(page, 24, 1);
        Put64(page, 32, Header + Descriptors);
        Put64(page, 40, 1024);
        Put64(page, (int)Part, Buffer);
        Put64(page, (int)Part + 8, BufferSize);
    }

    private static void PutProgramHeader(Span<byte> file, int which, uint type, uint access, ulong offset, ulong address, ulong size, ulong memory)
    {
        var at = file[(ProgramHeaders + (which * ProgramHeaderSize))..];
        Put32(at, 0, type);
        Put32(at, 4, access);
        Put64(at, 8, offset);
        Put64(at, 16, address);
        Put64(at, 24, address);
        Put64(at, 32, size);
        Put64(at, 40, memory);
        Put64(at, 48, Page);
    }

    private static void Put16(Span<byte> file, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file[at..], value);

    private static void Put32(Span<byte> file, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file[at..], value);

    private static void Put64(Span<byte> file, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(file[at..], value);
}
