using Trapeze.Store;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>A folder of its own, in memory where the system has such a folder: durable writes on a disk are slow, and not what is looked at.</summary>
internal sealed class EmbeddedHome : IStoreHome
{
    private const string Memory = "/dev/shm";

    private readonly DirectoryInfo _folder = Directory.CreateDirectory(
        Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), $"trapeze-lockstep-{Guid.NewGuid():n}"));

    public StoreBackend Backend => new SqliteBackend { Path = Path.Combine(_folder.FullName, "facets.db") };

    public void Dispose() => _folder.Delete(recursive: true);
}
