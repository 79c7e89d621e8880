using System.Globalization;
using System.Text;

namespace Trapeze.Sandbox.Kernel;

/// <summary>Where paths lead to.</summary>
internal static unsafe class RealPath
{
    /// <summary>The path of the file or folder that a path leads to, without links.</summary>
    /// <exception cref="KernelException">It is not there.</exception>
    internal static string Of(string path)
    {
        int file;
        fixed (byte* name = NativeText.Of(path))
        {
            file = (int)Libc.Require(path, X64.Call.OpenAt, X64.Opening.CurrentFolder, (nint)name, X64.Opening.PathOnly | X64.Opening.CloseOnExec);
        }

        try
        {
            return Link($"/proc/self/fd/{file.ToString(CultureInfo.InvariantCulture)}") ?? throw new KernelException(path, ErrorName.NoEntry);
        }
        finally
        {
            Libc.Close(file);
        }
    }

    /// <summary>What a link says; <see langword="null"/> if it cannot be read.</summary>
    internal static string? Link(string path) => LinkBytes(path) is { Length: > 0 } text ? Encoding.UTF8.GetString(text) : null;

    /// <summary>The same, as the kernel has it; nothing if it cannot be read.</summary>
    internal static byte[] LinkBytes(string path)
    {
        const int Longest = 4096;
        var text = stackalloc byte[Longest];
        fixed (byte* name = NativeText.Of(path))
        {
            var length = Libc.Call(X64.Call.ReadLink, (nint)name, (nint)text, Longest);
            return new ReadOnlySpan<byte>(text, (int)Math.Max(length, 0)).ToArray();
        }
    }
}
