using System.Buffers.Text;
using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Metadata;

/// <summary>Opens the file that a stopped process means, from that process's root, as itself and not to read or write: what is judged is then what is changed.</summary>
internal static unsafe class TracedFile
{
    private const int BadDescriptor = 9;
    private const int BadAddress = 14;
    private const int NoFolder = 20;
    private const int NotThroughLinks = 0x2_0000;
    private const ulong WithinRootAndNoMagic = 0x12;
    private const int Attempts = 16;

    /// <returns>A descriptor; negative, the error.</returns>
    internal static int Open(int process, Change change)
    {
        if ((change.Flags & ~(Change.NoLinks | Change.MayBeEmpty)) != 0)
        {
            return -ErrorName.Invalid;
        }

        if (change.Path is not { } address)
        {
            return change.Folder == Opening.CurrentFolder ? -BadAddress : OfDescriptor(process, change.Folder);
        }

        if (TracedMemory.TextAt(process, address) is not { } path)
        {
            return -BadAddress;
        }

        if (path.Length == 0)
        {
            return (change.Flags & Change.MayBeEmpty) == 0 ? -ErrorName.NoEntry : change.Folder == Opening.CurrentFolder ? Beneath(process, [(byte)'.'], change) : OfDescriptor(process, change.Folder);
        }

        return DescriptorIn(path) is { } descriptor ? OfDescriptor(process, descriptor) : Beneath(process, path, change);
    }

    // What libraries name that have a descriptor and no call for it.
    private static int? DescriptorIn(ReadOnlySpan<byte> path)
    {
        var start = "/proc/self/fd/"u8;
        return path.StartsWith(start) && Utf8Parser.TryParse(path[start.Length..], out int descriptor, out var used) && used == path.Length - start.Length ? descriptor : null;
    }

    private static int OfDescriptor(int process, int descriptor)
    {
        var file = TracedDescriptor.Take(process, descriptor);
        return file < 0 ? -BadDescriptor : file;
    }

    private static int Beneath(int process, byte[] path, Change change)
    {
        var start = path[0] == '/' ? [] : RealPath.LinkBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{(change.Folder == Opening.CurrentFolder ? "cwd" : $"fd/{change.Folder}")}"));
        if (path[0] != '/' && start is not [(byte)'/', ..])
        {
            return start.Length == 0 ? -BadDescriptor : -NoFolder;
        }

        var root = OpenRoot(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/root"));
        if (root < 0)
        {
            return root;
        }

        try
        {
            return OpenWithin(root, [.. start, (byte)'/', .. path, 0], (change.Flags & Change.NoLinks) != 0);
        }
        finally
        {
            Libc.Close(root);
        }
    }

    private static int OpenRoot(string path)
    {
        fixed (byte* name = NativeText.Of(path))
        {
            var root = (int)Libc.Call(Call.OpenAt, Opening.CurrentFolder, (nint)name, Opening.PathOnly | Opening.CloseOnExec);
            return root < 0 ? -Libc.Error : root;
        }
    }

    private static int OpenWithin(int root, byte[] path, bool noLinks)
    {
        var how = stackalloc ulong[3] { (ulong)(Opening.PathOnly | Opening.CloseOnExec | (noLinks ? NotThroughLinks : 0)), 0, WithinRootAndNoMagic };
        fixed (byte* name = path)
        {
            // Something on the way was moved meanwhile.
            for (var attempt = 0; ; attempt++)
            {
                var file = (int)Libc.Call(Call.OpenAt2, root, (nint)name, (nint)how, 3 * sizeof(ulong));
                if (file >= 0 || Libc.Error != ErrorName.Again || attempt == Attempts)
                {
                    return file < 0 ? -Libc.Error : file;
                }
            }
        }
    }
}
