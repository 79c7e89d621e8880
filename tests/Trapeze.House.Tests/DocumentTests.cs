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
    [InlineData("store")]
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

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"--project (?<path>[\w./-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Project();
}
