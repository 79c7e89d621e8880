using System.Buffers.Binary;
using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Temporary;

/// <summary>Removes a folder that an untrusted program has filled: of any depth, any names and any modes; and follows no link.</summary>
/// <remarks>What is in a folder within is moved to the top, so that no path is ever longer than two names.</remarks>
internal static unsafe class FolderRemoval
{
    private const int FolderOnly = 0x1_0000;
    private const int NoFollow = 0x2_0000;
    private const int RemoveFolder = 0x200;
    private const int ChunkSize = 64 * 1024;
    private const int LengthAt = 16;
    private const int NameAt = 19;
    private const int OwnerOnly = 0x1C0;

    /// <summary>Removes it.</summary>
    /// <exception cref="KernelException">It cannot be removed.</exception>
    internal static void Remove(string path)
    {
        var top = Open(Opening.CurrentFolder, NativeText.Of(path));
        try
        {
            for (var names = Names(top); names.Count > 0; names = Names(top))
            {
                foreach (var name in names.Where(name => !TryRemove(top, name)))
                {
                    Empty(top, name);
                }
            }
        }
        finally
        {
            Libc.Close(top);
        }

        Require("rmdir", Call.RemoveAt, Opening.CurrentFolder, NativeText.Of(path), RemoveFolder);
    }

    // What is in it that is not gone at once is moved to the top, and is met there again.
    private static void Empty(int top, byte[] name)
    {
        var folder = Open(top, name);
        try
        {
            foreach (var inner in Names(folder).Where(inner => !TryRemove(folder, inner)))
            {
                Libc.Close(Open(folder, inner));
                fixed (byte* from = inner)
                fixed (byte* to = NativeText.Of(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)))
                {
                    Libc.Require("rename", Call.MoveAt, folder, (nint)from, top, (nint)to);
                }
            }
        }
        finally
        {
            Libc.Close(folder);
        }

        Require("rmdir", Call.RemoveAt, top, name, RemoveFolder);
    }

    private static bool TryRemove(int folder, byte[] name)
    {
        fixed (byte* text = name)
        {
            return Libc.Call(Call.RemoveAt, folder, (nint)text) == 0 || Libc.Call(Call.RemoveAt, folder, (nint)text, RemoveFolder) == 0;
        }
    }

    // Opened as a folder and nothing else, and only then made ours to read and change: its name may be a link by now.
    private static int Open(int folder, byte[] name)
    {
        var itself = Require("open", Call.OpenAt, folder, name, Opening.PathOnly | FolderOnly | NoFollow | Opening.CloseOnExec);
        try
        {
            var path = NativeText.Of(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{itself}"));
            Require("chmod", Call.ChangeMode, path, OwnerOnly);
            return Require("open", Call.OpenAt, Opening.CurrentFolder, path, FolderOnly | Opening.CloseOnExec);
        }
        finally
        {
            Libc.Close(itself);
        }
    }

    private static List<byte[]> Names(int folder)
    {
        var names = new List<byte[]>();
        var chunk = new byte[ChunkSize];
        Libc.Require("seek", Call.Seek, folder);
        while (true)
        {
            int length;
            fixed (byte* to = chunk)
            {
                length = (int)Libc.Require("getdents64", Call.ListFolder, folder, (nint)to, ChunkSize);
            }

            if (length == 0)
            {
                return names;
            }

            for (var at = 0; at < length; at += BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(at + LengthAt)))
            {
                var name = chunk.AsSpan(at + NameAt);
                var text = name[..(name.IndexOf((byte)0) + 1)];
                if (!text.SequenceEqual(".\0"u8) && !text.SequenceEqual("..\0"u8))
                {
                    names.Add(text.ToArray());
                }
            }
        }
    }

    private static int Require(string what, int call, int folder, byte[] name, int flags)
    {
        fixed (byte* text = name)
        {
            return (int)Libc.Require(what, call, folder, (nint)text, flags);
        }
    }

    private static void Require(string what, int call, byte[] name, int mode)
    {
        fixed (byte* text = name)
        {
            Libc.Require(what, call, (nint)text, mode);
        }
    }
}
