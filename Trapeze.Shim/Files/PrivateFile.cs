using System.Runtime.Versioning;

namespace Trapeze.Shim.Files;

/// <summary>Folders and files that only the application's own user may read: whoever reads them reads every label.</summary>
internal static class PrivateFile
{
    private const UnixFileMode ForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForFolders = ForFiles | UnixFileMode.UserExecute;

    /// <summary>Creates the folder if it is not there. One that is there stays as its owner made it.</summary>
    internal static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, ForFolders);
        }
    }

    /// <summary>Opens a file, unbuffered.</summary>
    internal static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // A file that is only opened has its mode.
            options.UnixCreateMode = mode is FileMode.Open ? null : ForFiles;
            Tighten(path);
        }

        return new FileStream(path, options);
    }

    /// <summary>Makes the file that a database will be opened on; what SQLite puts beside it takes its mode.</summary>
    internal static void Prepare(string database)
    {
        Open(database, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Tighten(database + "-wal");
            Tighten(database + "-shm");
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void Tighten(string path)
    {
        if (File.Exists(path))
        {
            File.SetUnixFileMode(path, ForFiles);
        }
    }
}
