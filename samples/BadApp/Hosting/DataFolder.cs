namespace BadApp.Hosting;

/// <summary>A data folder that is gone when the play is over.</summary>
public sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bad-app-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
