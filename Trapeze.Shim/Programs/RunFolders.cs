using Trapeze.Core.Activations;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Files;

namespace Trapeze.Shim.Programs;

/// <summary>Makes the folders of runs, in the data folder: in one of this process's own, so that what a process has left that died is cleared away by the next.</summary>
internal sealed class RunFolders(SettledOptions settled) : IDisposable
{
    private const string FolderName = "runs";
    private const string LockSuffix = ".lock";
    private readonly Lock _gate = new();
    private FileStream? _lock;
    private string? _own;

    /// <summary>A new one, of a name that says nothing.</summary>
    internal RunFolder Make() => new(Path.Combine(Own(), ActivationId.Create().ToString()));

    public void Dispose()
    {
        lock (_gate)
        {
            if (_own is not null)
            {
                new RunFolder(_own).Dispose();
                File.Delete(_own + LockSuffix);
                _lock!.Dispose();
                _own = null;
            }
        }
    }

    private string Own()
    {
        lock (_gate)
        {
            if (_own is null)
            {
                var all = Path.GetFullPath(Path.Combine(settled.Value.DataFolder, FolderName));
                PrivateFile.CreateFolder(all);
                Clear(all);
                var own = Path.Combine(all, ActivationId.Create().ToString());
                _lock = PrivateFile.Open(own + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
                PrivateFile.CreateFolder(own);
                _own = own;
            }

            return _own;
        }
    }

    private static void Clear(string all)
    {
        foreach (var name in Directory.EnumerateFiles(all, "*" + LockSuffix))
        {
            try
            {
                using var left = new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                new RunFolder(name[..^LockSuffix.Length]).Dispose();
                File.Delete(name);
            }
            catch (IOException)
            {
                // Another process has it, or has cleared it away.
            }
        }
    }
}
