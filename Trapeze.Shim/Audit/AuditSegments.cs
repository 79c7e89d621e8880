using System.Globalization;
using Trapeze.Shim.Files;

namespace Trapeze.Shim.Audit;

/// <summary>The audit log's files, each only ever appended to, and open in one process at a time.</summary>
internal sealed class AuditSegments : IDisposable
{
    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";
    private readonly string _folder;
    private readonly long _maxLength;
    private readonly FileStream _ownership;
    private FileStream? _file;
    private int _number;
    private bool _torn;

    internal AuditSegments(string folder, long maxLength)
    {
        PrivateFile.CreateFolder(folder);
        _folder = folder;
        _maxLength = maxLength;
        _ownership = Own(folder);
        _number = List(folder) is [.., var last] ? NumberOf(last) : 1;
        _file = Open();
        _torn = EndsTorn(_file.Name);
    }

    /// <summary>The files of <paramref name="folder"/>, oldest first.</summary>
    internal static IReadOnlyList<string> List(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}").Where(path => NumberOf(path) > 0).OrderBy(NumberOf)]
        : [];

    /// <summary>Hands whole lines to the operating system: from then on they survive this process.</summary>
    internal void Append(ReadOnlyMemory<byte> lines)
    {
        if (_file is null || _file.Length >= _maxLength)
        {
            _file?.Dispose();
            _file = null;
            _number++;
            _file = Open();
            _torn = false;
        }

        if (_torn)
        {
            _file.WriteByte((byte)'\n');
        }

        // Until it has succeeded, the last line may be cut short.
        _torn = true;
        _file.Write(lines.Span);
        _torn = false;
    }

    /// <summary>Waits until what was appended survives loss of power.</summary>
    internal void Sync() => _file?.Flush(flushToDisk: true);

    public void Dispose()
    {
        _file?.Dispose();
        _ownership.Dispose();
    }

    private static FileStream Own(string folder)
    {
        try
        {
            return PrivateFile.Open(Path.Combine(folder, "audit.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem)
        {
            throw new IOException($"the audit log in `{folder}` is open in another process", problem);
        }
    }

    private static int NumberOf(string path) =>
        int.TryParse(Path.GetFileName(path).AsSpan(Prefix.Length..^Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static bool EndsTorn(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private FileStream Open()
    {
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{_number:D6}{Suffix}"));
        return PrivateFile.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }
}
