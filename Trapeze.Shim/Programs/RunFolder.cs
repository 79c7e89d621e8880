using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.Versioning;
using Trapeze.Shim.Files;

namespace Trapeze.Shim.Programs;

/// <summary>The folder of one run, in which it may write: gone when it is disposed of.</summary>
internal sealed class RunFolder : IDisposable
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForFolders = ForFiles | UnixFileMode.UserExecute;
    private readonly string _path;

    internal RunFolder(string path)
    {
        _path = path;
        Work = Path.Combine(path, "work");
        Temporary = Path.Combine(path, "tmp");
        PrivateFile.CreateFolder(path);
        PrivateFile.CreateFolder(Work);
        PrivateFile.CreateFolder(Temporary);
    }

    /// <summary>Where the program begins.</summary>
    internal string Work { get; }

    /// <summary>Where it keeps what it needs only while it runs.</summary>
    internal string Temporary { get; }

    [UnsupportedOSPlatform("windows")]
    internal void Put(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, bool areExecuted)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(Work, name);
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                UnixCreateMode = areExecuted ? ForFiles | UnixFileMode.UserExecute : ForFiles,
            });
            file.Write(content.Span);
        }
    }

    /// <summary>Takes the files that are there. Nothing of the run is left that could change them meanwhile.</summary>
    [UnsupportedOSPlatform("windows")]
    internal FrozenDictionary<string, ReadOnlyMemory<byte>> Take(IEnumerable<string> names)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (Read(name) is { } content)
            {
                files[name] = content;
            }
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public void Dispose()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.Delete(_path, recursive: true);
            }
            else
            {
                Remove();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A name that is no text cannot be removed from here; nobody reaches it where it is.
        }
    }

    // A program may leave links that lead anywhere, and pipes that keep whoever opens them waiting.
    [UnsupportedOSPlatform("windows")]
    private byte[]? Read(string name)
    {
        var path = Work;
        foreach (var part in name.Split('/'))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path) is not { LinkTarget: null } entry || !(entry.Exists || Directory.Exists(path)))
            {
                return null;
            }
        }

        if (Directory.Exists(path))
        {
            return null;
        }

        try
        {
            File.SetUnixFileMode(path, ForFiles);
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (!file.CanSeek || file.Length > Array.MaxLength)
            {
                return null;
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Each folder is moved up before it is emptied: a program may nest them deeper than a path can be long, and close them to everybody.
    [UnsupportedOSPlatform("windows")]
    private void Remove()
    {
        var number = 0;
        var left = new Stack<string>([_path]);
        while (left.TryPop(out var folder))
        {
            File.SetUnixFileMode(folder, ForFolders);
            foreach (var entry in new DirectoryInfo(folder).GetFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null } below)
                {
                    below.UnixFileMode = ForFolders;
                    left.Push(string.Create(CultureInfo.InvariantCulture, $"{_path}.{number++}"));
                    below.MoveTo(left.Peek());
                }
                else
                {
                    File.Delete(entry.FullName);
                }
            }

            Directory.Delete(folder);
        }
    }
}
