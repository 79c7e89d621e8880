namespace HelloRetail.Tests;

/// <summary>A data folder of its own for a test, gone afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hello-retail-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
