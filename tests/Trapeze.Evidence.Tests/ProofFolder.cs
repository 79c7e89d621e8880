using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Trapeze.Evidence.Tests;

/// <summary>The Coq development, or a copy of it that a test may spoil.</summary>
internal sealed class ProofFolder : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private readonly bool _isCopy;

    private ProofFolder(string path, bool isCopy)
    {
        FullPath = path;
        _isCopy = isCopy;
    }

    public static ProofFolder Original { get; } = new(Find(), isCopy: false);

    public string FullPath { get; }

    public static ProofFolder Copy()
    {
        var copy = new ProofFolder(Directory.CreateTempSubdirectory("trapeze-proof-").FullName, isCopy: true);
        foreach (var file in Directory.EnumerateFiles(Original.FullPath))
        {
            File.Copy(file, Path.Combine(copy.FullPath, Path.GetFileName(file)));
        }

        return copy;
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(FullPath, file));

    /// <summary>Replaces a text that stands in the file exactly once.</summary>
    public void Replace(string file, string old, string changed)
    {
        Assert.True(_isCopy, "the proof itself is not to be spoiled");
        var parts = Read(file).Split(old);
        Assert.Equal(2, parts.Length);
        File.WriteAllText(Path.Combine(FullPath, file), string.Join(changed, parts));
    }

    /// <summary>Runs <c>check</c>.</summary>
    public async Task<(int ExitCode, string Output)> CheckAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(FullPath, "check")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await errors);
    }

    public void Dispose()
    {
        if (_isCopy)
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "proof"));
}
