using System.IO.Compression;
using System.Security.Cryptography;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>A package is its files and nothing else, so that its hash says what runs.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task Verb_SameFiles_SameBytes_AndTheHashOfLambda()
    {
        using var folder = new Folder();
        var published = Publish(folder, "published");
        var (code, output, errors) = await CommandLineTests.RunAsync("package", published, "Shop", folder.At("one.zip"));
        var again = Publish(folder, "again");
        File.SetLastWriteTimeUtc(Path.Combine(again, "Shop"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        await CommandLineTests.RunAsync("package", again, "Shop", folder.At("two.zip"));

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(await File.ReadAllBytesAsync(folder.At("one.zip")), await File.ReadAllBytesAsync(folder.At("two.zip")));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(await File.ReadAllBytesAsync(folder.At("one.zip")))), output.Trim());
    }

    [Fact]
    public async Task Verb_StartsTheProgram()
    {
        using var folder = new Folder();
        await CommandLineTests.RunAsync("package", Publish(folder, "published"), "Shop", folder.At("one.zip"));

        using var zip = ZipFile.OpenRead(folder.At("one.zip"));
        using var bootstrap = new StreamReader(zip.GetEntry("bootstrap")!.Open());

        Assert.Equal(["Shop", "policy.yaml", "sub/library.so", "bootstrap"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal("#!/bin/sh\nexec \"$LAMBDA_TASK_ROOT/Shop\"\n", await bootstrap.ReadToEndAsync());
        Assert.Equal([0x81ED, 0x81A4, 0x81A4, 0x81ED], zip.Entries.Select(entry => (entry.ExternalAttributes >> 16) & 0xFFFF));
    }

    [Fact]
    public async Task Verb_FolderWithoutTheProgram_IsRefused()
    {
        using var folder = new Folder();
        var (code, _, errors) = await CommandLineTests.RunAsync("package", Publish(folder, "published"), "Other", folder.At("one.zip"));

        Assert.Equal(2, code);
        Assert.Contains("there is no program Other", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("one.zip")));
    }

    private static string Publish(Folder folder, string name)
    {
        var published = folder.At(name);
        Directory.CreateDirectory(Path.Combine(published, "sub"));
        File.WriteAllText(Path.Combine(published, "Shop"), "program");
        File.WriteAllText(Path.Combine(published, "policy.yaml"), "policy");
        File.WriteAllText(Path.Combine(published, "sub", "library.so"), "library");
        return published;
    }
}
