namespace Trapeze.Shim.Tests.Hosting;

/// <summary>A new folder, removed with what is in it.</summary>
internal sealed class Folder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("trapeze-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
