using System.Text;

namespace Trapeze.Policy.Syntax;

/// <summary>What was found where a policy's file should be: its text, or why there is none.</summary>
internal sealed record PolicyText(string File, string Text, PolicyTextState State)
{
    /// <summary>The largest policy, in bytes.</summary>
    internal const int MaxBytes = 1 << 20;

    internal static PolicyText Of(string path)
    {
        var file = Path.GetFileName(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var (bytes, length) = Bytes(stream);
            if (length > MaxBytes)
            {
                return new PolicyText(file, "", PolicyTextState.TooLarge);
            }

            var mark = bytes.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
            return new PolicyText(file, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, mark, length - mark), PolicyTextState.Read);
        }
        catch (DecoderFallbackException)
        {
            return new PolicyText(file, "", PolicyTextState.NotUtf8);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new PolicyText(file, "", problem is FileNotFoundException or DirectoryNotFoundException ? PolicyTextState.Missing : PolicyTextState.Unreadable);
        }
    }

    // One byte more than the file has, so that one that is larger than it said is read again and one that is too large is known by it.
    private static (byte[] Bytes, int Length) Bytes(FileStream stream)
    {
        for (var size = stream.Length; ; size = 2 * (size + 1))
        {
            var bytes = new byte[Math.Min(size, MaxBytes) + 1];
            stream.Position = 0;
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length < bytes.Length || length > MaxBytes)
            {
                return (bytes, length);
            }
        }
    }
}
