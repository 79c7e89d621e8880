using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Tests;

/// <summary>
/// Every file in <c>bad/</c> gives exactly the text beside it. <c>TRAPEZE_ACCEPT=folder</c> writes what came out into that folder instead of failing, to be read
/// and committed.
/// </summary>
public sealed class BadPolicyTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(PolicyFiles.Bad, "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void ReadFile_BadPolicy_GivesExactlyTheExpectedDiagnostics(string file)
    {
        var result = PolicyReader.ReadFile(Path.Combine(PolicyFiles.Bad, file));
        if (Environment.GetEnvironmentVariable("TRAPEZE_ACCEPT") is { } folder)
        {
            File.WriteAllText(Path.Combine(folder, Path.ChangeExtension(file, ".txt")), result.Render());
        }

        Assert.NotEmpty(result.Diagnostics);
        Assert.Equal(result.Diagnostics.All(diagnostic => diagnostic.Severity == Severity.Warning), result.IsValid);
        Assert.Equal(File.ReadAllText(Path.Combine(PolicyFiles.Bad, Path.ChangeExtension(file, ".txt"))), result.Render());
    }

    [Fact]
    public void Files_ThereAreSixtyAtLeast() => Assert.True(Files().Count >= 60);
}
