using Trapeze.Sandbox.Kernel;

namespace Trapeze.Sandbox.Temporary;

/// <summary>A folder of one run, which is removed with all that is in it.</summary>
internal sealed class OwnFolder : IDisposable
{
    private OwnFolder(string path) => Path = path;

    internal string Path { get; }

    /// <exception cref="KernelException">There can be none.</exception>
    internal static OwnFolder Make()
    {
        try
        {
            return new OwnFolder(Directory.CreateTempSubdirectory("trapeze-run-").FullName);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new KernelException($"a folder for temporary files: {problem.Message}");
        }
    }

    /// <exception cref="KernelException">It is still there.</exception>
    public void Dispose()
    {
        try
        {
            FolderRemoval.Remove(Path);
        }
        catch (KernelException problem) when (problem.Error == ErrorName.NoEntry)
        {
            // The program could write where it lies, and has removed it.
        }
    }
}
