using System.Buffers.Text;

namespace Trapeze.Sandbox.Kernel;

/// <summary>What the kernel tells of processes, in texts with one name and one number a line.</summary>
internal static unsafe class ProcFile
{
    /// <summary>Reads as much as there is room for; nothing, if the process is not there any more or may not be looked at.</summary>
    internal static ReadOnlySpan<byte> Read(string path, Span<byte> buffer)
    {
        int file;
        fixed (byte* name = NativeText.Of(path))
        {
            file = (int)Libc.Call(X64.Call.OpenAt, X64.Opening.CurrentFolder, (nint)name, X64.Opening.CloseOnExec);
        }

        if (file < 0)
        {
            return [];
        }

        try
        {
            return buffer[..Math.Max(Descriptors.Read(file, buffer), 0)];
        }
        finally
        {
            Libc.Close(file);
        }
    }

    /// <summary>The number behind a name; 0 if it is not there.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="name">The name, with the colon.</param>
    internal static long NumberOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var at = 0; at < text.Length;)
        {
            var line = text[at..];
            if (line.StartsWith(name))
            {
                return Utf8Parser.TryParse(line[name.Length..].TrimStart(" \t"u8), out long number, out _) ? number : 0;
            }

            var end = line.IndexOf((byte)'\n');
            at = end < 0 ? text.Length : at + end + 1;
        }

        return 0;
    }
}
