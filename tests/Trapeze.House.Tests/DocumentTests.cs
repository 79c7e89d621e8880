using System.Text.RegularExpressions;

namespace Trapeze.House.Tests;

/// <summary>What the documents promise, where a machine can see it.</summary>
public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(House.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(House.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(House.Root, file));

    [Fact]
    public void Links_LeadSomewhere()
    {
        var broken = from document in Documents
                     from Match link in Link().Matches(House.Read(document))
                     let target = link.Groups["target"].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                     where !Path.Exists(Path.Combine(House.Root, Path.GetDirectoryName(document)!, target))
                     select $"{document}: {target}";

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("concepts")]
    [InlineData("policy-reference")]
    [InlineData("events")]
    [InlineData("store")]
    [InlineData("sandbox")]
    [InlineData("lambda")]
    [InlineData("threat-model")]
    [InlineData("deployment")]
    [InlineData("evidence")]
    public void Page_Exists(string page) => Assert.True(File.Exists(Path.Combine(House.Root, "docs", $"{page}.md")));

    [Fact]
    public void Commands_InTheReadme_NameFilesThatExist()
    {
        var readme = House.Read("README.md");

        Assert.All(Project().Matches(readme).Select(match => match.Groups["path"].Value), path => Assert.True(Path.Exists(Path.Combine(House.Root, path)), path));
        Assert.Contains("./test.sh", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_HaveATestEach_AndEachTestARow()
    {
        var page = House.Read(Path.Combine("docs", "store.md"));
        var rows = page[page.IndexOf("## Channels", StringComparison.Ordinal)..page.IndexOf("Closed too", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(row => Named().Match(row).Groups["name"].Value).ToList();
        var tests = Test().Matches(House.Read(Path.Combine("tests", "Trapeze.Store.Tests", "Channels", "ChannelTests.cs"))).Select(test => test.Groups["name"].Value).ToList();

        Assert.InRange(rows.Count, 20, 40);
        Assert.Equal(tests.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"`(?<name>\w+)` \|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"public (async )?Task (?<name>\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"--project (?<path>[\w./-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Project();
}
