namespace HelloRetail.Scenario;

/// <summary>A folder that is gone when it is disposed of.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hello-retail-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
