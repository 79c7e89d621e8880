using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Composition;

/// <summary>Whoever reads the data folder reads every label.</summary>
public sealed class DataFolderTests
{
    private const UnixFileMode OfOthers = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [Fact]
    public async Task DataFolder_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new Folder();
        await using var host = Create(folder);
        await UseAsync(host);
        var data = Path.Combine(folder.Path, "data");
        var entries = Directory.GetFileSystemEntries(data, "*", SearchOption.AllDirectories);

        Assert.Equal(["audit", "audit-000001.jsonl", "audit.lock", "envelope.keys", "events.db", "events.lock", "facets.db"],
            entries.Select(Path.GetFileName).Where(name => !name!.Contains('-', StringComparison.Ordinal) || name.StartsWith("audit", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(entries.Append(data), AssertIsPrivate);
    }

    [Fact]
    public async Task DataFolder_ThatOthersCouldRead_IsTightened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new Folder();
        await using (var host = Create(folder))
        {
            await UseAsync(host);
        }

        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, "data"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherRead);
        }

        await using var again = Create(folder);
        await UseAsync(again);

        Assert.All(Directory.GetFiles(Path.Combine(folder.Path, "data"), "*", SearchOption.AllDirectories), AssertIsPrivate);
    }

    private static void AssertIsPrivate(string path) =>
        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & OfOthers) == UnixFileMode.None, path);

    private static ShimHost Create(Folder folder) => ShimHost.Create(folder.Path, EventsTests.Policy);

    private static Task UseAsync(ShimHost host) => host.RunAsync("start", "public", async (services, _) =>
    {
        await services.GetRequiredService<IEvents>().PublishAsync("heard", 1);
        host.Audit();
    });
}
